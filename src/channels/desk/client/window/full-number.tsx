import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode } from 'react';
import { post } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';

/** What may be seen in clear, and what it answered. */
export type Clear = { documents?: { typeName: { zh: string }; number: string }[]; phone?: string | null; address?: string | null };

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
    <Dialog title={`看${party.name}的全号`} onClose={onClose}>
      <form onSubmit={submit}>
        <ProblemNotice error={run.error} />
        <p className="field">
          <label htmlFor="full-reason">为什么要看</label>
          <input id="full-reason" name="reason" className="inp" required maxLength={200} autoComplete="off" aria-describedby="full-s" />
          <span className="s" id="full-s">
            例如“核对收款卡户名”。写进记录，本人能查到。
          </span>
        </p>
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            不看了
          </button>
          <button type="submit" className="b l p" aria-busy={run.isPending}>
            记下并显示
          </button>
        </p>
      </form>
    </Dialog>
  );
}
