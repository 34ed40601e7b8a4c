import type { ReactNode } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { paperAddress, serviceAddress } from '../papers.ts';
import { doorWords, momentShort } from '../words.ts';

/** 经过 and papers, newest first. */
export function History({ view }: { view: StaffCaseView }): ReactNode {
  return (
    <>
      <div className="ph">
        <h2>文书</h2>
        <span className="s">{view.papers.length}份</span>
      </div>
      <ul className="ls bare">
        {view.papers.map((paper) => (
          <li key={paper.id}>
            <a href={paperAddress(paper.id)} target="_blank" rel="noreferrer">
              {paper.name.zh}
            </a>
            {paper.servedAt === null ? (
              <span className="s right">未送达</span>
            ) : (
              <a className="s right" href={serviceAddress(paper.id)} target="_blank" rel="noreferrer">
                送达{momentShort(paper.servedAt)}，回证
              </a>
            )}
            <span className="s num">
              {paper.number}，{paper.dated}
            </span>
          </li>
        ))}
      </ul>
      <div className="ph">
        <h2>经过</h2>
      </div>
      <ol className="ls bare" reversed>
        {view.events.toReversed().map((event) => (
          <li key={event.seq}>
            <span>{event.say.zh}</span>
            <span className="s right num">{momentShort(event.at)}</span>
            <span className="s">
              {[event.office, event.who, doorWords[event.door]].filter(Boolean).join('，')}
              {event.words !== null && <>：{event.words}</>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
