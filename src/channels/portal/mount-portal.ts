import type { FastifyInstance } from 'fastify';
import { problem } from '#platform/errors';
import { mountAssets } from './assets.ts';
import { beginPage, startPage } from './apply/start.tsx';
import { carryPage, saveStepPage, stepPage } from './apply/step.tsx';
import { draftFilePage, dropPage, materialsPage, otherRoutePage, uploadPage } from './apply/materials.tsx';
import { discardPage, handoverPage, makeHandoverPage, reviewPage, submitPage } from './apply/review.tsx';
import { homePage } from './find/home.tsx';
import { itemsPage } from './find/items.tsx';
import { placePage, placesPage } from './find/places.tsx';
import { regionPage } from './find/region.tsx';
import { searchPage } from './find/search.tsx';
import { guidePage } from './guide/guide.tsx';
import { keptListPage, slipPage } from './guide/kept-list.tsx';
import { answerPage, listPage, makeListPage } from './guide/list.tsx';
import { answerNoticePage, handInPage } from './mine/answer.tsx';
import { casePage } from './mine/case.tsx';
import { actForPage, openingPage, ratePage, withdrawPage } from './mine/deeds.tsx';
import { myDataPage, takeMyDataPage } from './mine/my-data.tsx';
import { messagesPage, preferencePage } from './mine/messages.tsx';
import { myPage } from './mine/my.tsx';
import { caseFilePage, paperPage, paperPdfPage, serviceReceiptPage } from './mine/papers.tsx';
import { myRatingsPage, rateAgainPage } from './mine/ratings.tsx';
import { endSessionPage, sessionsPage } from './mine/sessions.tsx';
import { signedInPage } from './mine/signed-in.tsx';
import { viewsPage } from './mine/views.tsx';
import { accessPage, privacyPage } from './open/about.tsx';
import { apiPage } from './open/api-page.tsx';
import { grantsPage } from './open/grants.tsx';
import { openRatingsPage, rateByLinkPage, ratedByLinkPage, ratingsPage } from './open/ratings.tsx';
import { checkedPaperPage, checkPaperPage, statusAskedPage, statusPage } from './open/status.tsx';
import { previewPage } from './preview/preview.tsx';
import { mountPages, page, type PageRoute, type PortalParts } from './page.ts';

/** Every page of the portal; tests walk this list. */
export const portalPages: readonly PageRoute[] = [
  homePage,
  searchPage,
  itemsPage,
  placesPage,
  placePage,
  regionPage,
  guidePage,
  listPage,
  answerPage,
  makeListPage,
  keptListPage,
  slipPage,
  startPage,
  beginPage,
  stepPage,
  saveStepPage,
  carryPage,
  materialsPage,
  uploadPage,
  dropPage,
  otherRoutePage,
  draftFilePage,
  reviewPage,
  submitPage,
  makeHandoverPage,
  handoverPage,
  discardPage,
  myPage,
  signedInPage,
  casePage,
  withdrawPage,
  openingPage,
  actForPage,
  ratePage,
  answerNoticePage,
  handInPage,
  paperPdfPage,
  serviceReceiptPage,
  paperPage,
  caseFilePage,
  messagesPage,
  preferencePage,
  viewsPage,
  sessionsPage,
  endSessionPage,
  myDataPage,
  takeMyDataPage,
  myRatingsPage,
  rateAgainPage,
  statusPage,
  statusAskedPage,
  checkPaperPage,
  checkedPaperPage,
  ratingsPage,
  grantsPage,
  openRatingsPage,
  rateByLinkPage,
  ratedByLinkPage,
  apiPage,
  accessPage,
  privacyPage,
];

/** Mounts the citizen pages, their sheets and islands, and the page for addresses that lead nowhere. */
export function mountPortal(app: FastifyInstance, parts: PortalParts): void {
  mountAssets(app);
  mountPages(app, parts, portalPages);
  // A page of the desk in all but its looks.
  mountPages(app, parts, [previewPage]);
  const lost = page('GET', '/*', 'public', async () => {
    throw problem(
      'notFound',
      'portal.no-page',
      { zh: '没有这一页。', en: 'There is no such page.' },
      { zh: '地址可能抄错了。从首页搜一搜，或者打电话问。', en: 'The address may be mistyped. Search from the home page, or call us.' },
    );
  });
  mountPages(app, parts, [lost]);
}
