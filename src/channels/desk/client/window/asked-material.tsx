import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { newKey, upload } from '../api.ts';
import { list, t } from '../language.ts';
import { Mark } from '../shell/mark.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { routeWords } from '../words.ts';

/** A paper in hand for the answer; a file lies under the case already, and becomes part of it when the answer names it. */
export type InHand = { materialId: string; route: 'seen' } | { materialId: string; route: 'file'; fileId: string; name: string };

/** One paper the notice asks for: what the office says, what was given before, and the ways to give it now. */
export function AskedMaterial({
  caseId,
  id,
  name,
  says,
  before,
  given,
  give,
  drop,
}: {
  caseId: string;
  id: string;
  name: string;
  says: string;
  before: readonly string[];
  given: readonly InHand[];
  give: (paper: InHand) => void;
  drop: (paper: InHand) => void;
}): ReactNode {
  const [key, setKey] = useState(newKey);
  const file = useRef<HTMLInputElement>(null);
  const scan = useMutation({
    mutationFn: async (picked: File) => {
      const form = new FormData();
      form.set('file', picked);
      return { name: picked.name, kept: await upload<{ id: string }>(`/api/staff/cases/${caseId}/files`, form, key) };
    },
    onSuccess: ({ name: called, kept }) => give({ materialId: id, route: 'file', fileId: kept.id, name: called }),
    onSettled: () => setKey(newKey()),
  });
  const seen = given.some((paper) => paper.route === 'seen');
  return (
    <li id={`m-${id}`}>
      <Mark kind={given.length > 0 ? 'done' : 'you'}>{given.length > 0 ? t('有了', 'Given') : t('还要', 'Still needed')}</Mark>
      <span>{name}</span>
      <span className={given.length > 0 ? 'chip ok' : 'chip you'}>
        {given.length > 0 ? t('这次交', 'Handed in now') : t('要补', 'Needed')}
      </span>
      <span className="s">
        {says}
        {before.length > 0 && t(`原来交的：${list(before)}。`, ` Given before: ${list(before)}.`)}
      </span>
      <span className="s handed">
        {given.map((paper) => (
          <span key={paper.route === 'file' ? paper.fileId : 'seen'} className="given">
            {paper.route === 'file' ? paper.name : routeWords['seen']}
            <button type="button" className="link" onClick={() => drop(paper)}>
              {t('撤掉', 'Take out')}
              <span className="vh">{t(name, ` ${name}`)}</span>
            </button>
          </span>
        ))}
        {!seen && (
          <button type="button" className="b" onClick={() => give({ materialId: id, route: 'seen' })}>
            {t('看过原件', 'Original seen')}
            <span className="vh">{t(`：${name}`, `: ${name}`)}</span>
          </button>
        )}
        <button type="button" className="b" onClick={() => file.current?.click()} aria-busy={scan.isPending}>
          {t('扫描', 'Scan')}
          <span className="vh">{t(`：${name}`, `: ${name}`)}</span>
        </button>
        <input
          ref={file}
          type="file"
          className="vh"
          tabIndex={-1}
          aria-label={t(`${name}的扫描件`, `Scan of ${name}`)}
          accept="image/*,.pdf,.ofd"
          onChange={(event) => {
            const picked = event.target.files?.[0];
            if (picked !== undefined) scan.mutate(picked);
            event.target.value = '';
          }}
        />
      </span>
      {scan.isPending && <span className="s">{t('正在存…', 'Saving…')}</span>}
      {scan.error !== null && (
        <span className="wide">
          <ProblemNotice error={scan.error} />
        </span>
      )}
    </li>
  );
}
