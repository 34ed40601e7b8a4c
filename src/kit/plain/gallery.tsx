import type { ReactNode } from 'react';
import { deskQueueSample, deskWindowSample } from './gallery/desk.tsx';
import { guideSample, listSample, questionSample } from './gallery/guide.tsx';
import { elderHomeSample, homeSample, searchSample } from './gallery/home.tsx';
import type { Look } from './gallery/shell.ts';
import { errorSample, everyFieldSample, formErrorsSample, reviewSample, slipSample, timelineSample } from './gallery/task.tsx';

/** Every component on a whole page each: what the tests render, measure and look at. */
export const gallery: Readonly<Record<string, (look: Look & { qr?: string }) => ReactNode>> = {
  home: homeSample,
  search: searchSample,
  'elder-home': elderHomeSample,
  guide: guideSample,
  question: questionSample,
  list: listSample,
  'form-errors': formErrorsSample,
  'every-field': everyFieldSample,
  review: reviewSample,
  timeline: timelineSample,
  error: errorSample,
  slip: slipSample,
  'desk-queue': deskQueueSample,
  'desk-window': deskWindowSample,
};
