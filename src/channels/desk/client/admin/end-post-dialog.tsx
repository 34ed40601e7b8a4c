import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { OfficePost } from '#contracts/identity';
import { newKey, post as send } from '../api.ts';
import { t, tell } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { endNames, officeQuery } from './posts.ts';

/** 停岗: from today on, for a reason of the list. */
export function EndPostDialog({
  post,
  organId,
  onClose,
  onDone,
}: {
  post: OfficePost;
  organId: string;
  onClose: () => void;
  onDone: (words: string) => void;
}): ReactNode {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const run = useMutation({
    mutationFn: (reason: string) => send(`/api/staff/posts/${post.postId}/end`, { reason }, key),
    onError: () => setKey(newKey()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: officeQuery(organId).queryKey });
      onDone(
        t(`${post.name}的${post.title.zh}今天起停了，记录在案。`, `${tell(post.title)} of ${post.name} ended today; it is on record.`),
      );
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!run.isPending) run.mutate(String(new FormData(event.currentTarget).get('reason') ?? ''));
  };
  return (
    <Dialog title={t(`停${post.name}的${post.title.zh}`, `End ${tell(post.title)} of ${post.name}`)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="s">
          {t(
            '今天起停用，正在用的登录马上什么都做不了。指定在他手上的件不会自动转走，请负责人在督办里改派。',
            'From today; sessions at it hold nothing any more. Cases assigned to this person stay: ask the manager to reassign them.',
          )}
        </p>
        <ProblemNotice error={run.error} />
        <fieldset>
          <legend>{t('为什么停', 'Why')}</legend>
          {Object.entries(endNames).map(([value, name], n) => (
            <label key={value} className="opt">
              <input type="radio" name="reason" value={value} required data-first={n === 0 ? '' : undefined} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            {t('不停了', 'Cancel')}
          </button>
          <button type="submit" className="b l d" aria-busy={run.isPending}>
            {run.isPending ? t('正在办…', 'Working…') : t('停岗', 'End the post')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
