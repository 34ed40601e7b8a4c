import { answerOpening, withdraw } from '#cases';
import { rate } from '#feedback';
import { actFor } from '#identity';
import { Notice, Section } from '#kit/plain';
import { Problem } from '#platform/errors';
import { frame } from '../frame.tsx';
import { page, type PageRequest, wholeNumber } from '../page.ts';
import { drawCase } from './case.tsx';
import { mineWords } from './words.ts';

const text = (posted: PageRequest['posted'], name: string): string => {
  const value = posted[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

/** 撤回. */
export const withdrawPage = page('POST', '/my/cases/:id/withdraw', 'cases.own', async ({ visitor, house, params, posted }) => {
  await withdraw(visitor.actor, house, text(posted, '_key'), {
    caseId: params['id'] ?? '',
    expectedSeq: wholeNumber(text(posted, 'seq')),
    reason: text(posted, 'reason') || '申请人要求撤回',
  });
  return { go: `/my/cases/${params['id']}` };
});

/** The author's yes or no to a window that asks to open a draft. */
export const openingPage = page('POST', '/my/openings', 'drafts.own', async ({ visitor, house, posted }) => {
  await answerOpening(visitor.actor, house, text(posted, '_key'), { openingId: text(posted, 'opening'), yes: text(posted, 'yes') === '1' });
  return { go: '/my' };
});

/** 替单位办事: as its legal representative. */
export const actForPage = page('POST', '/my/act-for', 'me.act-for', async ({ visitor, house, posted }) => {
  const party = text(posted, 'party');
  await actFor(visitor.actor, house, { partyId: party === '' ? null : party });
  return { go: '/my' };
});

/** Takes a rating: every level the same way, the receipt shown once. */
export const ratePage = page('POST', '/my/cases/:id/rate', 'ratings.give', async (request) => {
  const { visitor, house, params, posted } = request;
  const words = mineWords(visitor.lang);
  const reasons = [posted['reason'] ?? []].flat();
  try {
    const rated = await rate(
      visitor.actor,
      {
        contact: { id: text(posted, 'contact') },
        level: wholeNumber(text(posted, 'level')),
        reasons,
        comment: text(posted, 'comment'),
        key: text(posted, '_key'),
      },
      house,
    );
    return {
      draw: frame(
        visitor,
        house,
        { title: words.rate, current: 'mine', frame: 'task', noindex: true },
        <>
          <h1>{visitor.lang === 'zh' ? '记下了' : 'Counted'}</h1>
          <Notice tone="ok" status title={visitor.lang === 'zh' ? '您的评价已经计入公开的总数。' : 'Your rating is in the public total.'} />
          <Section id="receipt" title={words.receiptCode}>
            <p className="rcpno num" id="rating-receipt">
              {rated.receipt}
            </p>
            <p>{words.receiptLine}</p>
            <p className="seeall">
              <a href="/ratings">{visitor.lang === 'zh' ? '看公开的总数' : 'See the public totals'}</a>
            </p>
            <p className="seeall">
              <a href={`/my/cases/${params['id']}`}>{words.title}</a>
            </p>
          </Section>
        </>,
      ),
    };
  } catch (error) {
    if (error instanceof Problem && error.code === 'feedback.level')
      return drawCase(request, { reasons, comment: text(posted, 'comment') });
    throw error;
  }
});
