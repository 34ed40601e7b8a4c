import { type Problem, problem } from '#platform/errors';

/** The reason for a look that no card or step gives; the person it is about reads it. No numbers: it lies in clear. */
export function plainReason(typed: string | undefined): string {
  const reason = (typed ?? '').trim();
  if ([...reason].length < 2) throw needed({ zh: '请写明为什么。', en: 'Please say why.' });
  if (reason.length > 100) throw needed({ zh: '事由写得太长，一句话就好。', en: 'The reason is too long; one sentence will do.' });
  if (/\d{5,}/.test(reason)) throw needed({ zh: '事由里不要写号码。', en: 'Please leave numbers out of the reason.' });
  return reason;
}

function needed(say: { zh: string; en: string }): Problem {
  return problem(
    'invalid',
    'identity.reason-needed',
    say,
    {
      zh: '写一句就行，例如“身份证在补办”。本人能看到。',
      en: 'One sentence is enough, such as “card is being replaced”. The person can read it.',
    },
    { fields: [{ field: 'reason', say }] },
  );
}
