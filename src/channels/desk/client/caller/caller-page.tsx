import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { CallerAnswer } from '#contracts/cases';
import { post } from '../api.ts';
import { useKeys } from '../keys.ts';
import { t, tell } from '../language.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { dayHeard, digitsHeard } from './heard.ts';

type Wrong = { code?: string; birth?: string };

/** 来电查询: two things the caller says, one sentence the clerk reads out. Nothing of it stays when the next one calls. */
export function CallerPage(): ReactNode {
  const [code, setCode] = useState('');
  const [birth, setBirth] = useState('');
  const [wrong, setWrong] = useState<Wrong>({});
  const codeBox = useRef<HTMLInputElement>(null);
  const birthBox = useRef<HTMLInputElement>(null);
  const spoken = useRef<HTMLDivElement>(null);
  const ask = useMutation({ mutationFn: (body: { code: string; birth: string }) => post<CallerAnswer>('/api/staff/caller', body) });
  const { data } = ask;
  useEffect(() => {
    document.title = t('来电查询 — 工作台', 'A caller asks — Desk');
    codeBox.current?.focus();
  }, []);
  useEffect(() => {
    if (data !== undefined) spoken.current?.focus();
  }, [data]);
  const next = (): void => {
    setCode('');
    setBirth('');
    setWrong({});
    ask.reset();
    codeBox.current?.focus();
  };
  useKeys({ F2: next });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (ask.isPending) return;
    const digits = digitsHeard(code);
    const day = dayHeard(birth);
    const found: Wrong = {
      ...(digits.length === 12
        ? {}
        : { code: t(`查询码是12位数字，现在是${digits.length}位。`, `A slip code has 12 digits; this has ${digits.length}.`) }),
      ...(day === null ? { birth: t('请写成8位数：年月日，例如19440617。', 'Eight digits, year month day: 19440617.') } : {}),
    };
    setWrong(found);
    ask.reset();
    if (found.code !== undefined) codeBox.current?.focus();
    else if (day === null) birthBox.current?.focus();
    else ask.mutate({ code: digits, birth: day });
  };
  const row = (
    name: 'code' | 'birth',
    label: string,
    hint: string,
    value: string,
    set: (text: string) => void,
    box: typeof codeBox,
  ): ReactNode => (
    <p className="row">
      <label htmlFor={`caller-${name}`}>{label}</label>
      <input
        id={`caller-${name}`}
        ref={box}
        className="inp big num"
        inputMode="numeric"
        autoComplete="off"
        maxLength={40}
        value={value}
        onChange={(event) => set(event.target.value)}
        aria-invalid={wrong[name] === undefined ? undefined : true}
        aria-describedby={`caller-${name}-s`}
      />
      <span className={wrong[name] === undefined ? 's' : 's bad'} id={`caller-${name}-s`}>
        {wrong[name] ?? hint}
      </span>
    </p>
  );
  return (
    <>
      <main className="pane calm" id="main" tabIndex={-1}>
        <h1>{t('来电查询', 'A caller asks')}</h1>
        <p className="s">
          {t(
            '请对方报收件回执上的12位查询码和申请人的出生日期。单位办的，报经办人的出生日期。',
            'Ask for the 12 digits of the slip and the applicant’s date of birth; for an organisation, that of the person who applied for it.',
          )}
        </p>
        <form className="narrow" noValidate onSubmit={submit}>
          {row('code', t('查询码', 'Slip code'), t('12位数字，空格可以不打。', '12 digits; spaces do not matter.'), code, setCode, codeBox)}
          {row(
            'birth',
            t('出生日期', 'Date of birth'),
            t('8位数：年月日，例如19440617。', 'Eight digits, year month day: 19440617.'),
            birth,
            setBirth,
            birthBox,
          )}
          <p className="do">
            <button type="submit" className="b l p" aria-busy={ask.isPending}>
              {ask.isPending ? t('正在查…', 'Looking…') : t('查', 'Look')}
              <kbd>Enter</kbd>
            </button>
          </p>
        </form>
        <ProblemNotice error={ask.error} />
        {data !== undefined && (
          <section aria-label={t('念给对方听', 'Read this out')}>
            <h2>{t('念给对方听', 'Read this out')}</h2>
            <div className="aloud" tabIndex={-1} ref={spoken}>
              {tell(data.say)}
            </div>
            <p className="s">{t('这次查询记下了，申请人登录能看到。', 'This look is written down; the applicant can see it.')}</p>
          </section>
        )}
      </main>
      <footer className="act">
        <span className="s">
          <kbd>Tab</kbd> {t('换格', 'Next box')} <kbd>Enter</kbd> {t('查', 'Look')}
        </span>
        <span className="g">
          <button type="button" className="b l" onClick={next}>
            {t('下一个电话', 'Next call')}
            <kbd>F2</kbd>
          </button>
        </span>
      </footer>
    </>
  );
}
