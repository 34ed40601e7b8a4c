/** Server-only door of the kit (#kit/server): what needs the file system, the segmenter or react-dom/server. */
export { bundleCss, deskCss, elderCss, portalCss, slipCss, type Stylesheet } from './bundle-css.ts';
export { headingWords } from './heading-words.ts';
export { qrSvg } from './qr-svg.ts';
export { renderPage } from './render-page.ts';
