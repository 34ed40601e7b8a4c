import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import QR from 'qrcode';
import { projectRoot } from '#platform/config';
import { renderPdf } from '#platform/documents';
import type { House } from '#platform/house';
import type { PaperData } from './paper-data.ts';

let template: string | undefined;

/** Draws a paper as PDF. The house is taken so that a site may later bring its own template. */
export function renderPaper(_house: Pick<House, 'config'>, data: PaperData): Buffer {
  template ??= readFileSync(join(projectRoot(), 'src/modules/cases/papers/paper.typ'), 'utf8');
  return renderPdf(template, { ...data, qr: qrOf(data.checkUrl) });
}

/** The check address as a QR picture: dark squares as one path. */
export function qrOf(text: string): string {
  const { modules } = QR.create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y++) for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules.size} ${modules.size}"><path d="${path}" fill="#111"/></svg>`;
}
