import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { VisitView } from '#contracts/identity';
import { ApiProblem, newKey, put } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { relations } from '../words.ts';
import { consents, visitQuery } from './visit.ts';
import { t, tell } from '../language.ts';

/** 替谁办: the visitor himself, a relation known already, or somebody described; and how that one agreed. */
export function ForWhomDialog({ visit, onClose }: { visit: VisitView; onClose: () => void }): ReactNode {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [who, setWho] = useState<string>(visit.forParty?.partyId ?? 'self');
  const [kind, setKind] = useState<'natural' | 'organisation'>('natural');
  const run = useMutation({
    mutationFn: (body: Record<string, unknown>) => put(`/api/staff/visits/${visit.visitId}/for`, body, key),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: visitQuery.queryKey });
      onClose();
    },
    onError: () => setKey(newKey()),
  });
  const wrong = (field: string): string | undefined =>
    run.error instanceof ApiProblem ? run.error.fields.find((f) => f.field.endsWith(field))?.say : undefined;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (run.isPending) return;
    if (who === 'self') return run.mutate({ self: true });
    const given = new FormData(event.currentTarget);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const known = visit.relatives.find((r) => r.partyId === who);
    run.mutate({
      ...(who === 'other'
        ? {
            person: {
              kind,
              name: text('name'),
              documentType: kind === 'natural' ? '111' : '001',
              number: text('number').toUpperCase().replaceAll(/\s/g, ''),
            },
          }
        : { forPartyId: who }),
      relation: who === 'other' ? text('relation') : (known?.kind ?? visit.relation?.word ?? 'other'),
      consent: text('consent'),
      ...(text('note') === '' ? {} : { note: text('note') }),
    });
  };
  return (
    <Dialog title={t('替谁办', 'For whom')} onClose={onClose}>
      <form onSubmit={submit}>
        <ProblemNotice error={run.error} atFields />
        <fieldset>
          <legend className="vh">{t('替谁办', 'For whom')}</legend>
          <Pick value="self" who={who} set={setWho}>
            {themselves(visit.visitor.name)}
          </Pick>
          {visit.relatives.map((r) => (
            <Pick key={r.partyId} value={r.partyId} who={who} set={setWho}>
              {tell(r.text)}
              {t('', ' ')}
              {r.name}
              <span className="s">
                {r.level >= 2 ? t('，登记里查到的', ', from a register') : t('，本人说过的', ', as the person said')}
              </span>
            </Pick>
          ))}
          <Pick value="other" who={who} set={setWho}>
            {t('别的人或单位', 'Somebody else or an organisation')}
          </Pick>
        </fieldset>
        {who === 'other' && (
          <div className="inset">
            <fieldset className="line">
              <legend className="vh">{t('人还是单位', 'Person or organisation')}</legend>
              <label className="chk">
                <input type="radio" name="kind" checked={kind === 'natural'} onChange={() => setKind('natural')} />
                {t('人', 'Person')}
              </label>
              <label className="chk">
                <input type="radio" name="kind" checked={kind === 'organisation'} onChange={() => setKind('organisation')} />
                {t('单位', 'Organisation')}
              </label>
            </fieldset>
            <Line
              name="name"
              label={kind === 'natural' ? t('姓名', 'Name') : t('单位名称', 'Name of the organisation')}
              error={wrong('name')}
            />
            <Line
              name="number"
              label={kind === 'natural' ? t('身份证号', 'Identity number') : t('统一社会信用代码', 'Unified social credit code')}
              error={wrong('number')}
            />
            <p className="row">
              <label htmlFor="w-relation">{t('是来人的什么人', 'What they are to the visitor')}</label>
              <select
                id="w-relation"
                name="relation"
                className="inp"
                required
                defaultValue={kind === 'organisation' ? 'represented' : ''}
                key={kind}
              >
                <option value="">{t('请选', 'Please choose')}</option>
                {relations
                  .filter((r) => r.value !== 'legalRepresentative')
                  .map((r) => (
                    <option key={r.value} value={r.value}>
                      {r.name}
                    </option>
                  ))}
              </select>
              <span className="s bad">{wrong('relation')}</span>
            </p>
          </div>
        )}
        {who !== 'self' && (
          <>
            <fieldset className="line">
              <legend>
                <b>{t('怎么知道对方同意', 'How it is known that they agree')}</b>
              </legend>
              {consents.map((c) => (
                <label key={c.value} className="chk">
                  <input type="radio" name="consent" value={c.value} required />
                  {c.name}
                </label>
              ))}
            </fieldset>
            <Line name="note" label={t('补充（可以不写）', 'Note (optional)')} optional />
            <p className="s">
              {t(
                '对方以后登录，能看到谁、什么时候、以什么方式替他办过，也能不同意。',
                'When they sign in later they see who acted for them, when and how, and may disagree.',
              )}
            </p>
          </>
        )}
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            {t('不改了', 'Cancel')}
          </button>
          <button type="submit" className="b l p" aria-busy={run.isPending}>
            {run.isPending ? t('正在存…', 'Saving…') : t('就替这位办', 'Act for this person')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

const themselves = (name: string): string => t(`${name}自己`, `${name}, in person`);

function Pick({ value, who, set, children }: { value: string; who: string; set: (value: string) => void; children: ReactNode }): ReactNode {
  return (
    <label className="chk">
      <input type="radio" name="who" value={value} checked={who === value} onChange={() => set(value)} />
      <span>{children}</span>
    </label>
  );
}

function Line({
  name,
  label,
  error,
  optional = false,
}: {
  name: string;
  label: string;
  error?: string | undefined;
  optional?: boolean;
}): ReactNode {
  return (
    <p className="row">
      <label htmlFor={`w-${name}`}>{label}</label>
      <input
        id={`w-${name}`}
        name={name}
        className="inp"
        required={!optional}
        maxLength={name === 'note' ? 200 : 60}
        autoComplete="off"
        aria-invalid={error === undefined ? undefined : true}
      />
      <span className="s bad">{error}</span>
    </p>
  );
}
