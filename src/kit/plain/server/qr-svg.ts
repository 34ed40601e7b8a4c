import QR from 'qrcode';

/** QR code of a text as SVG markup, black on white with its quiet zone, whatever the theme. */
export function qrSvg(text: string): string {
  const { modules } = QR.create(text, { errorCorrectionLevel: 'M' });
  const n = modules.size;
  let d = '';
  for (let y = 0; y < n; y++)
    for (let x = 0; x < n; x++) {
      if (!modules.get(y, x)) continue;
      let run = 1;
      while (x + run < n && modules.get(y, x + run)) run++;
      d += `M${x} ${y}h${run}v1h-${run}z`;
      x += run;
    }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 ${n + 6} ${n + 6}" shape-rendering="crispEdges" aria-hidden="true" focusable="false"><path d="M-3-3h${n + 6}v${n + 6}h-${n + 6}z" fill="white"/><path d="${d}" fill="black"/></svg>`;
}
