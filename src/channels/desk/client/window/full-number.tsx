import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode } from 'react';
import type { Text } from '#platform/text';
import { post } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { t } from '../language.ts';

/** What may be seen in clear, and what it answered. */
export type Clear = { documents?: { typeName: Text; number: string }[]; phone?: string | null; address?: string | null };

/** 看全号: asks why, the person can read it later. */
export function FullNumberDialog({
  party,
  onClose,
  onSeen,
}: {
  party: { partyId: string; name: string };
  onClose: () => void;
  onSeen: (clear: Clear) => void;
}): ReactNode {
  const run = useMutation({
    mutationFn: (reason: string) =>
      post<Clear>(`/api/staff/parties/${party.partyId}/view`, { what: ['documents', 'phone', 'address'], reason }),
    onSuccess: onSeen,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!run.isPending) run.mutate(String(new FormData(event.currentTarget).get('reason') ?? '').trim());
  };
  return (
    <Dialog title={t(`看${party.name}的全号`, `Full number: ${party.name}`)} onClose={onClose}>
      <form onSubmit={submit}>
        <ProblemNotice error={run.error} />
        <p className="field">
          <label htmlFor="full-reason">{t('为什么要看', 'Why you need to see it')}</label>
          <input id="full-reason" name="reason" className="inp" required maxLength={200} autoComplete="off" aria-describedby="full-s" />
          <span className="s" id="full-s">
            {t(
              '例如“核对收款卡户名”。写进记录，本人能查到。',
              'For example “to check the name on the bank card”. It is recorded and the person can see it.',
            )}
          </span>
        </p>
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            {t('不看了', 'Cancel')}
          </button>
          <button type="submit" className="b l p" aria-busy={run.isPending}>
            {t('记下并显示', 'Record and show')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
