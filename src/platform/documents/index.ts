/** The door of `platform/documents`: PDF from text templates. It knows no paper; modules bring template and data. */
export { renderPdf, warmUp } from './render-pdf.ts';
