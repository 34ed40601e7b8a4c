import type { ReactNode } from 'react';
import { FormFields } from '../form/form-fields.tsx';
import { Icon } from '../icon/icon.tsx';
import { Lamp, type LampKind } from '../lamp/lamp.tsx';
import { Clock } from '../timeline/timeline.tsx';
import { DeskShell } from './desk-shell.tsx';
import { sampleForm, sampleValues } from './sample-form.ts';
import type { Look } from './shell.ts';

const rows: [LampKind, string, string, string, string, string][] = [
  ['bad', '超期2天', '11-20周五', '临时救助申请', '孙德福', '329901-261109-20-0018703-4'],
  ['warn', '今天到期', '11-24今天', '高龄津贴申领', '葛秀兰', '329901-261117-20-0039803-M'],
  ['ok', '剩3天', '11-27周五', '高龄津贴申领', '陈桂兰', '329901-261118-20-0041203-K'],
  ['ok', '剩12天', '12-10周四', '养老机构备案', '柳桥康养中心', '329901-261116-20-0037703-8'],
  ['still', '停表，第3天', '停表中', '养老机构设立许可', '荷风护理院', '329901-261112-20-0026103-E'],
  ['you', '等您第二签', '11-25周三', '特困人员认定', '丁老根', '329901-261118-20-0040303-5'],
];

export function deskQueueSample(look: Look): ReactNode {
  return (
    <DeskShell
      look={look}
      title="待办19件 — 王海涛"
      current="待办"
      panes="queue"
      sub={
        <>
          <h1>我的待办</h1>
          <nav className="tabs" aria-label="筛选">
            <a href="#all" aria-current="true">
              全部19
            </a>
            <a href="#bad">
              <Lamp kind="bad">超期2</Lamp>
            </a>
            <a href="#warn">
              <Lamp kind="warn">快到期4</Lamp>
            </a>
            <a href="#ok">
              <Lamp kind="ok">正常10</Lamp>
            </a>
            <a href="#still">
              <Lamp kind="still">停表2</Lamp>
            </a>
          </nav>
          <span className="push">
            <button type="button" className="b">
              <Icon name="filter" />
              事项、来处
            </button>
            <button type="button" className="b">
              <Icon name="rows-3" />
              密度
            </button>
          </span>
        </>
      }
      act={
        <>
          <span className="s">
            <kbd>J</kbd> <kbd>K</kbd> 上下 <kbd>Enter</kbd> 打开
          </span>
          <span className="g s">已选0件</span>
        </>
      }
    >
      <section className="pane list" aria-label="待办列表">
        <div className="scrollx" tabIndex={0} role="region" aria-label="待办表，可左右滚动">
          <table>
            <caption className="vh">我的待办，按最先到期排</caption>
            <thead>
              <tr>
                <th scope="col" aria-sort="ascending">
                  <button type="button" className="sortable">
                    剩余
                    <Icon name="arrow-up" />
                  </button>
                </th>
                {['最晚', '事项', '申请人', '办件号'].map((name) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([kind, left, until, item, who, number]) => (
                <tr key={number} aria-selected={who === '陈桂兰'}>
                  <td>
                    <Lamp kind={kind}>{left}</Lamp>
                  </td>
                  <td className="num">{until}</td>
                  <td>
                    <a href={`#${number}`}>{item}</a>
                  </td>
                  <td>{who}</td>
                  <td className="num">{number}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <aside className="pane alt" aria-label="选中的办件">
        <div className="ph">
          <h2>陈桂兰，高龄津贴申领</h2>
        </div>
        <Clock lang="zh" day={2} of={5} lamp="ok" />
        <div className="ph">
          <h2>系统核对</h2>
          <span className="s">8条，要您看1条</span>
        </div>
        <ul className="ls">
          <li>
            <Lamp kind="done">{''}</Lamp>
            <span>年龄、户籍、在世等</span>
            <span className="s right">7条通过</span>
          </li>
          <li>
            <Lamp kind="warn">{''}</Lamp>
            <span>
              <b>外市重复领取</b>
            </span>
            <span className="chip warn">没回音</span>
            <span className="s">省库两次超时。没回音不等于领过，由您定。</span>
          </li>
        </ul>
        <p className="bs">
          <button type="button" className="b p">
            打开<kbd>Enter</kbd>
          </button>
          <button type="button" className="b">
            转给…<kbd>T</kbd>
          </button>
        </p>
      </aside>
    </DeskShell>
  );
}

export function deskWindowSample(look: Look): ReactNode {
  return (
    <DeskShell
      look={look}
      title="陈桂兰 — 3号窗口"
      current="窗口"
      panes="window"
      sub={
        <>
          <h1>高龄津贴申领</h1>
          <span>
            <b>周建华</b> <span className="chip you">代母亲陈桂兰</span>
          </span>
          <span className="push s">
            第7版，与网上同一份。<a href="#item">换事项</a> <kbd>Ctrl K</kbd>
          </span>
        </>
      }
      act={
        <>
          <span>
            还差<b>2</b>处：<a href="#card">收款卡卡号</a>、<a href="#until">授权到哪一天</a>
          </span>
          <span className="g">
            <button type="button" className="b l">
              存草稿<kbd>Ctrl S</kbd>
            </button>
            <button type="button" className="b l d">
              不予受理…<kbd>F7</kbd>
            </button>
            <button type="button" className="b l">
              一次告知补正…<kbd>F8</kbd>
            </button>
            <button type="button" className="b l p">
              受理并打印回执<kbd>F9</kbd>
            </button>
          </span>
        </>
      }
    >
      <section className="pane alt" aria-label="来的人">
        <div className="ph">
          <h2>来的人</h2>
          <span className="s">09:10刷证</span>
        </div>
        <p className="big">
          <b>周建华</b>，男，58岁
        </p>
        <dl className="kv">
          <dt>证件</dt>
          <dd className="num">
            3208 **** **** **17 <a href="#full">看全号</a>
          </dd>
          <dt>核验</dt>
          <dd>
            <Lamp kind="ok">人证一致</Lamp>
          </dd>
        </dl>
      </section>
      <section className="pane" aria-label="申请表">
        <div className="meter">
          <b>7项，已带出4项，还差3项</b>
          <span className="t" aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
            <i className="e" />
            <i className="e" />
            <i className="e" />
          </span>
        </div>
        <div className="deskform">
          <FormFields
            lang="zh"
            form={sampleForm}
            step="money"
            values={sampleValues}
            raw={{ card: '6217 8600 0031 4402 59', phone: '13800004417' }}
            errors={[{ field: 'card', say: '18位，还少1位' }]}
            sources={{ elder: '公安人口库', elderId: '公安人口库', helper: '刚才刷证', phone: '账号登记' }}
          />
        </div>
      </section>
      <section className="pane" aria-label="核对">
        <div className="ph">
          <h2>材料</h2>
          <span className="s">4样，免交2样</span>
        </div>
        <ul className="ls">
          <li>
            <Lamp kind="done">{''}</Lamp>
            <span>身份证</span>
            <span className="chip ok">免交</span>
          </li>
          <li>
            <Lamp kind="you">{''}</Lamp>
            <span>收款卡</span>
            <span className="chip you">只填卡号</span>
          </li>
        </ul>
        <label className="chk">
          <input type="checkbox" />
          <span>
            我已当面或打电话问过陈桂兰，她同意周建华代办。<span className="s">记入办件，写明时间和方式。</span>
          </span>
        </label>
        <div className="guard">
          <b>不能再要身份证复印件。</b>
          <br />
          已经核对过。要收纸质，须写明理由，会公开计数。
        </div>
      </section>
    </DeskShell>
  );
}
