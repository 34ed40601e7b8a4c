import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { newKey, post } from '../api.ts';
import { t } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';

export interface Stopping {
  key: string;
  how: 'withdraw' | 'pause' | 'resume';
  name: string;
}

/** Out of the doors, or back: with the reason, which is kept. */
export function StopDialog({ stopping, onClose }: { stopping: Stopping; onClose: () => void }): ReactNode {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const stop = useMutation({
    mutationFn: (words: string) => post(`/api/staff/catalog/versions/${stopping.key}/${stopping.how}`, { words }, key),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['catalog'] });
    },
  });
  const { name } = stopping;
  const words = {
    withdraw: {
      title: t(`撤下“${name}”`, `Withdraw ${name}`),
      say: t('各渠道都看不到了，不再收件；已经在办的接着办。', 'It leaves every door and takes no more cases; running ones go on.'),
    },
    pause: {
      title: t(`暂停“${name}”`, `Pause ${name}`),
      say: t('指南还看得到，上面会写暂停收件；已经在办的接着办。', 'The guide stays and says so; running cases go on.'),
    },
    resume: { title: t(`恢复“${name}”`, `Resume ${name}`), say: t('重新开始收件。', 'It takes cases again.') },
  }[stopping.how];
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('words');
    stop.mutate(typeof given === 'string' ? given.trim() : '');
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.say}</p>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor="stop-words">{t('为什么', 'Why')}</label>
          <textarea id="stop-words" name="words" className="inp" rows={3} maxLength={2000} required minLength={4} />
        </div>
        <ProblemNotice error={stop.error} />
        <p className="dialog-do">
          <button type="button" className="b" onClick={onClose}>
            {t('先不做', 'Not now')}
          </button>
          <button type="submit" className="b p" disabled={stop.isPending}>
            {words.title}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
