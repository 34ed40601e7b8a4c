import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { words } from '../words.ts';

/** Where signing in beside a page ends: back to the page that waits. */
export const signedInPage = page('GET', '/my/signed-in', 'cases.own', async ({ visitor, house }) => {
  const say = words(visitor.lang);
  return {
    draw: frame(
      visitor,
      house,
      { title: say.signedInTitle, current: 'mine', frame: 'task', noindex: true },
      <>
        <h1>{say.signedInTitle}</h1>
        <p className="lead">{say.signedInLead}</p>
        <p className="seeall">
          <a href="/my">{say.navMine}</a>
        </p>
      </>,
    ),
  };
});
