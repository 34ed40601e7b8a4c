import { levels, listMyRatings, listUnratedVisits, type MyRating, rateAgain } from '#feedback';
import { BackLink, Empty, NextLinks, Notice, Rating, Section, sayDay, sayMoment } from '#kit/plain';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { type Lang, say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page, wholeNumber } from '../page.ts';
import { ratingWords } from './ratings.words.ts';

const posted1 = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));

/** 我打过的分: each rating one gave, what the office answered, and the second rating. */
export const myRatingsPage = page('GET', '/my/ratings', 'ratings.give', async ({ visitor, house, query }) => {
  const { lang } = visitor;
  const words = ratingWords(lang);
  const [rows, visits] = await Promise.all([listMyRatings(visitor.actor, house), listUnratedVisits(visitor.actor, house)]);
  return {
    draw: frame(
      visitor,
      house,
      {
        title: words.title,
        current: 'mine',
        noindex: true,
        ...(rows.some((r) => r.followup?.mayRateAgain === true && r.followup.id === query['level']) ? { errors: 1 } : {}),
      },
      <>
        <BackLink href="/my" text={words.back} />
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        {query['done'] === '1' && <Notice tone="ok" status title={words.counted} />}
        {visits.length > 0 && (
          <Section id="to-rate" title={words.toRate} side={visits.length}>
            <p>{words.toRateLine}</p>
            <NextLinks links={visits.map((v) => ({ href: `/r/${v.token}`, text: words.visitOn(sayMoment(v.happenedAt, lang)) }))} />
          </Section>
        )}
        {rows.length === 0 && visits.length === 0 && <Empty title={words.none}>{words.noneNext}</Empty>}
        {rows.map((row) => (
          <One key={row.ratingId} row={row} lang={lang} missing={query['level'] === row.followup?.id} />
        ))}
      </>,
    ),
  };
});

function One({ row, lang, missing }: { row: MyRating; lang: Lang; missing: boolean }) {
  const words = ratingWords(lang);
  const levelName = (level: number): string => say(levels.find((l) => l.level === level)?.name ?? { zh: String(level) }, lang);
  const f = row.followup;
  return (
    <Section id={`r-${row.ratingId}`} title={row.itemName ?? words.visit}>
      <p>{words.given(sayDay(row.ratedOn, lang), levelName(row.level))}</p>
      {row.caseId !== null && (
        <p className="seeall">
          <a href={`/my/cases/${row.caseId}`}>{words.toCase}</a>
        </p>
      )}
      {f !== null && f.stage !== 'answered' && (
        <p>{f.stage === 'toCall' ? words.weCall(sayDay(f.dueOn, lang)) : words.weAnswer(sayDay(f.dueOn, lang))}</p>
      )}
      {f !== null && f.stage === 'answered' && (
        <>
          <p>{words.answered(f.answeredOn === null ? '' : sayDay(f.answeredOn, lang))}</p>
          <blockquote lang="zh-CN">{f.answer ?? words.erased}</blockquote>
          {f.againLevel !== null && <p>{words.again(levelName(f.againLevel))}</p>}
        </>
      )}
      {f?.mayRateAgain === true && (
        <>
          <h3>{words.rateAgain}</h3>
          <Rating
            lang={lang}
            id={`again-${f.id}`}
            action={`/my/ratings/${f.id}/again`}
            hidden={{ _key: newId() }}
            values={levels.map((l) => String(l.level))}
            {...(missing ? { error: words.choose } : {})}
          />
        </>
      )}
    </Section>
  );
}

/** Takes the second rating, any level the same way. */
export const rateAgainPage = page('POST', '/my/ratings/:id/again', 'ratings.give', async ({ visitor, house, params, posted }) => {
  const followupId = params['id'] ?? '';
  try {
    await rateAgain(visitor.actor, house, posted1(posted['_key']), { followupId, level: wholeNumber(posted1(posted['level'])) });
  } catch (error) {
    if (error instanceof Problem && error.code === 'feedback.level') return { go: `/my/ratings?level=${followupId}` };
    throw error;
  }
  return { go: '/my/ratings?done=1' };
});
