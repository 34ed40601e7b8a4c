import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DraftReceipt, DraftView } from '#contracts/cases';
import type { VisitView } from '#contracts/identity';
import { type EffectiveForm, effectiveForm, type FieldError, isEmpty, type FormSchema, validate } from '#platform/forms';
import type { Evaluation } from '#catalog';
import { ApiProblem, newKey, put, today } from '../api.ts';
import { useSavedOnLeaving } from '../leaving.ts';
import type { Answers } from './questions.tsx';
import { evaluationQuery, factsOf, personFacts, type Version } from '../item/version.ts';

const root = (field: string): string => /^[^.[]+/.exec(field)?.[0] ?? field;
const whoOf = (visit: VisitView): { kind: string; agent: boolean } => ({
  kind: (visit.forParty ?? visit.visitor).kind,
  agent: visit.forParty !== null,
});
const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Everything a form at the window is made of, and how it changes. */
export type Work = {
  draft: DraftView;
  version: Version;
  values: Record<string, unknown>;
  answers: Answers;
  effective: EffectiveForm;
  evaluation: Evaluation | undefined;
  /** Shown as known, not asked. */
  locked: string[];
  unlock: (field: string) => void;
  errors: FieldError[];
  /** The errors to draw now: of fields left, or all after a deed was tried. */
  shownErrors: FieldError[];
  take: (values: Record<string, unknown>) => void;
  leave: (field: string) => void;
  tryAll: () => void;
  answer: (id: string, value: string) => void;
  save: () => Promise<number>;
  saving: boolean;
  savedAt: string;
  /** Something is typed and not yet at the server. */
  unsaved: boolean;
  saveError: Error | null;
  refuse: (error: unknown) => void;
};

/** The draft in hand: what is typed here, what stands at the server, what the two lead to. */
export function useWork(draft: DraftView, version: Version, visit: VisitView): Work {
  const form = version.content.form as unknown as FormSchema;
  const [base, setBase] = useState<Record<string, unknown>>(draft.values);
  const [typed, setTyped] = useState<Record<string, unknown>>({});
  const [answers, setAnswers] = useState<Answers>(draft.answers);
  const [answersChanged, setAnswersChanged] = useState(false);
  const [unlocked, setUnlocked] = useState<string[]>([]);
  const [left, setLeft] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<FieldError[]>([]);
  const [savedAt, setSavedAt] = useState(draft.savedAt);
  const rev = useRef(draft.rev);
  const values = useMemo(() => ({ ...base, ...typed }), [base, typed]);
  const given = useMemo(() => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== '')), [answers]);
  const [settled, setSettled] = useState(values);
  useEffect(() => {
    const wait = setTimeout(() => setSettled(values), 400);
    return () => clearTimeout(wait);
  }, [values]);
  const facts = useMemo(() => factsOf(personFacts(form, settled, whoOf(visit)), settled, given), [form, settled, visit, given]);
  const asked = useQuery(evaluationQuery(version, facts, draft.regionCode, draft.held));
  const evaluation = asked.data;
  const { effective, errors } = useMemo(() => {
    const situation = Object.fromEntries(version.content.questions.map((q) => [q.id, evaluation?.situation[q.id] ?? given[q.id]]));
    const known = { ...personFacts(form, values, whoOf(visit)), ...situation };
    return {
      effective: effectiveForm(form, values, known, { today: today() }),
      errors: validate(form, values, known, { today: today(), mode: 'submit' }),
    };
  }, [form, values, given, evaluation, version, visit]);

  const locked = useMemo(
    () =>
      Object.keys(effective.schema.properties).filter((id) => {
        const source = draft.sources[id];
        return (
          source !== undefined &&
          !unlocked.includes(id) &&
          source.changed !== true &&
          (source.from !== 'typed' || source.by === 'person') &&
          !isEmpty(base[id]) &&
          typed[id] === undefined &&
          !errors.some((e) => root(e.field) === id)
        );
      }),
    [effective, draft.sources, unlocked, base, typed, errors],
  );

  const latest = useRef({ typed, answers: given, answersChanged });
  useEffect(() => {
    latest.current = { typed, answers: given, answersChanged };
  });
  const saver = useMutation({
    mutationFn: async () => {
      const sent = latest.current;
      const changed = Object.fromEntries(Object.entries(sent.typed).filter(([id, value]) => !sameValue(value, base[id])));
      if (Object.keys(changed).length === 0 && !sent.answersChanged) return { sent, receipt: null };
      const receipt = await put<DraftReceipt>(
        `/api/staff/drafts/${draft.draftId}`,
        { rev: rev.current, values: changed, answers: sent.answers },
        newKey(),
      );
      return { sent, receipt };
    },
    onSuccess: ({ sent, receipt }) => {
      if (receipt === null) return;
      rev.current = receipt.rev;
      setSavedAt(receipt.savedAt);
      setBase((was) => ({ ...was, ...sent.typed }));
      // What was typed while the answer was under way stays typed.
      setTyped((now) => Object.fromEntries(Object.entries(now).filter(([id, value]) => !sameValue(value, sent.typed[id]))));
      if (sameValue(sent.answers, latest.current.answers)) setAnswersChanged(false);
    },
  });
  const leave = useCallback((field: string) => setLeft((was) => (was.includes(field) ? was : [...was, field])), []);
  const unsaved = answersChanged || Object.entries(typed).some(([id, value]) => !sameValue(value, base[id]));
  const { mutateAsync } = saver;
  const save = useCallback(async (): Promise<number> => {
    await mutateAsync();
    return rev.current;
  }, [mutateAsync]);
  useSavedOnLeaving(save);
  // Nothing typed is lost when the machine is: a few seconds after the last key it lies at the server.
  useEffect(() => {
    if (!unsaved) return;
    const wait = setTimeout(() => void save().catch(() => undefined), 5_000);
    return () => clearTimeout(wait);
  }, [unsaved, values, given, save]);

  const shownErrors = useMemo(
    () => [
      ...errors.filter((e) => tried || (left.includes(root(e.field)) && !isEmpty(values[root(e.field)]))),
      ...refused.filter((r) => !errors.some((e) => e.field === r.field)),
    ],
    [errors, refused, tried, left, values],
  );
  return {
    draft,
    version,
    values,
    answers,
    effective,
    evaluation,
    locked,
    unlock: (field) => setUnlocked((was) => [...was, field]),
    errors,
    shownErrors,
    take: (next) => {
      setTyped((was) => ({
        ...was,
        ...Object.fromEntries(Object.entries(next).filter(([id, value]) => was[id] !== undefined || !sameValue(value, base[id]))),
      }));
      setRefused((was) => was.filter((e) => sameValue(next[root(e.field)], values[root(e.field)])));
    },
    leave,
    tryAll: () => setTried(true),
    answer: (id, value) => {
      setAnswers((was) => ({ ...was, [id]: value }));
      setAnswersChanged(true);
    },
    save,
    saving: saver.isPending,
    savedAt,
    unsaved,
    saveError: saver.error,
    refuse: (error) => {
      if (!(error instanceof ApiProblem)) return;
      setTried(true);
      setRefused(
        error.fields.map((f) => ({ field: f.field, code: 'server', say: { zh: f.say }, short: { zh: f.say } }) as unknown as FieldError),
      );
    },
  };
}
