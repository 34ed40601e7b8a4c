import { type Problem, problem } from '#platform/errors';

/** What a clerk is told who acts at a window that is not the one of his post. */
export function notYourWindow(): Problem {
  return problem(
    'forbidden',
    'identity.not-your-window',
    { zh: '这不是您岗位的窗口。', en: 'This is not the window of your post.' },
    { zh: '请先换到这个窗口的岗位。', en: 'Change to the post of this window first.' },
  );
}
