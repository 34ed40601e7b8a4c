import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { itemChoices, type ItemLines } from '#contracts/catalog';
import { ApiProblem, newKey, post } from '../api.ts';
import { t, tell } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { meQuery } from '../shell/me.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { blocksQuery, copiesQuery, itemsQuery } from './copy.ts';
import { StopDialog, type Stopping } from './stop-dialog.tsx';

type Line = ItemLines['rows'][number];
const states: Record<string, string> = {
  open: t('在办', 'In force'),
  paused: t('暂停', 'Paused'),
  withdrawn: t('已撤下', 'Withdrawn'),
};

/** 事项: every item with its versions, and the copies people work on. */
export function ItemsPage(): ReactNode {
  const items = useQuery(itemsQuery);
  const copies = useQuery(copiesQuery('open'));
  const me = useQuery(meQuery);
  const [text, setText] = useState('');
  const [making, setMaking] = useState(false);
  const [stopping, setStopping] = useState<Stopping | null>(null);
  const editor = me.data?.permissions.includes('catalog.edit') === true;
  const bureau = me.data?.permissions.includes('catalog.publish') === true;
  useEffect(() => {
    document.title = `${t('事项', 'Items')} — ${t('工作台', 'Desk')}`;
  }, []);
  const wanted = text.trim().toLowerCase();
  const rows = (items.data?.rows ?? []).filter((row) => wanted === '' || `${row.name}${row.key}`.toLowerCase().includes(wanted));
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{t('事项', 'Items')}</h1>
      <ProblemNotice error={items.error ?? copies.error} />
      {(copies.data?.rows.length ?? 0) > 0 && (
        <>
          <h2>{t('正在改的', 'Being worked on')}</h2>
          <ul className="ls bare">
            {copies.data?.rows.map((copy) => (
              <li key={copy.copyId}>
                <Link to="/catalog/copies/$copyId" params={{ copyId: copy.copyId }} search={{}}>
                  {copy.name}
                </Link>
                <span className="chip you">{tell(copy.stateSay)}</span>
                <span className="s">{t(`${copy.begunBy}开始，改过${copy.rev}处`, `Begun by ${copy.begunBy}, ${copy.rev} changes`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <form className="filter" role="search" onSubmit={(event) => event.preventDefault()}>
        <label htmlFor="item-text">{t('事项名称', 'Name of the item')}</label>
        <input id="item-text" className="inp" value={text} onChange={(event) => setText(event.target.value)} />
        {editor && (
          <button type="button" className="b p" onClick={() => setMaking(true)}>
            {t('写一件新的', 'Write a new item')}
          </button>
        )}
      </form>
      {items.isPending && <Waiting what={t('正在取事项…', 'Getting the items…')} />}
      <div className="scrollx" tabIndex={0} role="region" aria-label={t('事项，可左右滚动', 'Items, scrolls sideways')}>
        <table className="list">
          <caption className="vh">{t(`事项${rows.length}件`, `${rows.length} items`)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('事项', 'Item')}</th>
              <th scope="col">{t('公布的版本', 'Versions in force')}</th>
              <th scope="col">{t('编辑稿', 'Working copy')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ItemRow key={row.key} row={row} editor={editor} bureau={bureau} onStop={setStopping} />
            ))}
          </tbody>
        </table>
      </div>
      {items.data !== undefined && rows.length === 0 && <p role="status">{t('没有叫这个名字的事项。', 'No item has this name.')}</p>}
      {making && <NewItem onClose={() => setMaking(false)} />}
      {stopping !== null && <StopDialog stopping={stopping} onClose={() => setStopping(null)} />}
    </main>
  );
}

function ItemRow({
  row,
  editor,
  bureau,
  onStop,
}: {
  row: Line;
  editor: boolean;
  bureau: boolean;
  onStop: (stopping: Stopping) => void;
}): ReactNode {
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: () => post<{ copyId: string }>('/api/staff/catalog/copies', { from: 'published', itemKey: row.key }),
    onSuccess: ({ copyId }) => navigate({ to: '/catalog/copies/$copyId', params: { copyId }, search: {} }),
    onError: (error) => {
      // Somebody was quicker: all work on that one.
      const there =
        error instanceof ApiProblem && error.code === 'catalog.copy-open' ? (error.data as { copyId?: string }).copyId : undefined;
      if (there !== undefined) void navigate({ to: '/catalog/copies/$copyId', params: { copyId: there }, search: {} });
    },
  });
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td>
        {row.versions.length === 0 && <span className="s">{row.held ?? t('还没公布', 'Not published')}</span>}
        {row.versions.map((version) => (
          <p key={version.key} className="version-line">
            <Link to="/catalog/versions/$key" params={{ key: version.key }}>
              {t(`${version.name}第${version.number}版`, `${version.name}, version ${version.number}`)}
            </Link>{' '}
            <span className={`chip ${version.state === 'open' ? 'ok' : 'warn'}`}>{states[version.state] ?? version.state}</span>
            {bureau &&
              (version.state === 'open' ? (
                <>
                  <button type="button" className="link" onClick={() => onStop({ key: version.key, how: 'pause', name: row.name })}>
                    {t('暂停', 'Pause')}
                  </button>{' '}
                  <button type="button" className="link" onClick={() => onStop({ key: version.key, how: 'withdraw', name: row.name })}>
                    {t('撤下', 'Withdraw')}
                  </button>
                </>
              ) : version.state === 'paused' ? (
                <button type="button" className="link" onClick={() => onStop({ key: version.key, how: 'resume', name: row.name })}>
                  {t('恢复', 'Resume')}
                </button>
              ) : null)}
          </p>
        ))}
      </td>
      <td>
        {row.copyId !== null ? (
          <Link to="/catalog/copies/$copyId" params={{ copyId: row.copyId }} search={{}}>
            {t(`打开“${row.name}”的编辑稿`, `Open the copy of ${row.name}`)}
          </Link>
        ) : (
          editor && (
            <button type="button" className="b" disabled={begin.isPending} onClick={() => begin.mutate()}>
              <span aria-hidden="true">{t('改', 'Edit')}</span>
              <span className="vh">{t(`改“${row.name}”`, `Edit ${row.name}`)}</span>
            </button>
          )
        )}
        <ProblemNotice error={begin.error} />
      </td>
    </tr>
  );
}

/** A new item: its name, whose it is, of which type; from nothing or as a copy of another. */
function NewItem({ onClose }: { onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const blocks = useQuery(blocksQuery);
  const items = useQuery(itemsQuery);
  const me = useQuery(meQuery);
  const [key] = useState(newKey);
  const [from, setFrom] = useState<'nothing' | 'copy'>('nothing');
  const make = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string): string => {
        const value = form.get(name);
        return typeof value === 'string' ? value.trim() : '';
      };
      const body =
        from === 'copy'
          ? { from, itemKey: text('itemKey'), of: text('of'), name: text('name') }
          : {
              from,
              itemKey: text('itemKey'),
              name: text('name'),
              department: text('department'),
              regionCode: me.data?.post?.regionCode ?? '',
              type: text('type'),
            };
      return post<{ copyId: string }>('/api/staff/catalog/copies', body, key);
    },
    onSuccess: ({ copyId }) => navigate({ to: '/catalog/copies/$copyId', params: { copyId }, search: {} }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    make.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={t('写一件新的事项', 'Write a new item')} onClose={onClose}>
      <form onSubmit={submit} className="new-item">
        <fieldset>
          <legend>{t('从哪里开始', 'Begin from')}</legend>
          <label className="chk">
            <input type="radio" name="from" checked={from === 'nothing'} onChange={() => setFrom('nothing')} data-first />
            <span>{t('从空白开始', 'Nothing')}</span>
          </label>
          <label className="chk">
            <input type="radio" name="from" checked={from === 'copy'} onChange={() => setFrom('copy')} />
            <span>{t('照着另一件抄一份', 'A copy of another item')}</span>
          </label>
        </fieldset>
        <div className="field">
          <label htmlFor="new-name">{t('叫什么', 'Its name')}</label>
          <input id="new-name" name="name" className="inp" required maxLength={200} />
        </div>
        <div className="field">
          <label htmlFor="new-key">{t('网址里的短名，小写字母和连字符', 'Short name in addresses: small letters and hyphens')}</label>
          <input id="new-key" name="itemKey" className="inp" required pattern="[a-z][a-z0-9\-]{0,63}" maxLength={64} />
        </div>
        {from === 'copy' ? (
          <div className="field">
            <label htmlFor="new-of">{t('照着哪一件', 'Which item')}</label>
            <select id="new-of" name="of" className="inp" required>
              {(items.data?.rows ?? []).map((row) => (
                <option key={row.key} value={row.key}>
                  {row.name}
                </option>
              ))}
            </select>
          </div>
        ) : (
          <>
            <div className="field">
              <label htmlFor="new-department">{t('主管部门', 'Department')}</label>
              <select id="new-department" name="department" className="inp" required>
                {(blocks.data?.departments ?? []).map((one) => (
                  <option key={one.key} value={one.key}>
                    {tell(one.name)}
                  </option>
                ))}
              </select>
            </div>
            <div className="field">
              <label htmlFor="new-type">{t('事项类型', 'Type of item')}</label>
              <select id="new-type" name="type" className="inp" required>
                {itemChoices.type.map((one) => (
                  <option key={one.value} value={one.value}>
                    {tell(one.text)}
                  </option>
                ))}
              </select>
            </div>
          </>
        )}
        <ProblemNotice error={make.error} />
        <p className="dialog-do">
          <button type="button" className="b" onClick={onClose}>
            {t('先不写', 'Not now')}
          </button>
          <button type="submit" className="b p" disabled={make.isPending}>
            {t('开始写', 'Begin')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
