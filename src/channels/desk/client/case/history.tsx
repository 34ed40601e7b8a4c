import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { paperAddress, serviceAddress } from '../papers.ts';
import { doorWords, many, momentShort } from '../words.ts';
import { t, tell } from '../language.ts';

/** 经过 and papers, newest first. */
export function History({ view }: { view: StaffCaseView }): ReactNode {
  return (
    <>
      <div className="ph">
        <h2>{t('文书', 'Papers')}</h2>
        <span className="s">{many(view.papers.length, '份', 'paper')}</span>
      </div>
      <ul className="ls bare">
        {view.papers.map((paper) => (
          <li key={paper.id}>
            <a href={paperAddress(paper.id)} target="_blank" rel="noreferrer">
              {tell(paper.name)}
            </a>
            {paper.servedAt === null ? (
              <span className="s right">{t('未送达', 'Not served')}</span>
            ) : (
              <a className="s right" href={serviceAddress(paper.id)} target="_blank" rel="noreferrer">
                {t(`送达${momentShort(paper.servedAt)}，回证`, `Served ${momentShort(paper.servedAt)}, proof`)}
              </a>
            )}
            <span className="s num">
              {paper.number}
              {t('，', ', ')}
              {paper.dated}
            </span>
          </li>
        ))}
      </ul>
      <div className="ph">
        <h2>{t('经过', 'Course')}</h2>
      </div>
      <ol className="ls bare" reversed>
        {view.events.toReversed().map((event) => (
          <li key={event.seq}>
            <span>{tell(event.say)}</span>
            <span className="s right num">{momentShort(event.at)}</span>
            <span className="s">
              {[event.office, event.door === 'system' ? null : event.who, doorWords[event.door]].filter(Boolean).join(t('，', ', '))}
              {event.words !== null && t(`：${event.words}`, `: ${event.words}`)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
