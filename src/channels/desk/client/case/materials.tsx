import { type ReactNode, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Icon } from '#kit/plain';
import { Mark } from '../shell/mark.tsx';
import { momentShort, routeWords, trustWords } from '../words.ts';

/** What was handed in or shown, with trust and who checked; pictures and PDF open beside the form. */
export function Materials({ view }: { view: StaffCaseView }): ReactNode {
  const [open, setOpen] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [zoom, setZoom] = useState(1);
  const current = view.materials.find((m) => m.id === open && m.file !== null);
  return (
    <>
      <div className="ph">
        <h2>材料</h2>
        <span className="s">{view.materials.length}样</span>
      </div>
      <ul className="ls">
        {view.materials.map((m) => (
          <li key={m.id} aria-current={m.id === open ? 'true' : undefined}>
            <Mark kind={m.checkedAt === null && m.route !== 'seen' ? 'you' : 'done'}>
              {m.checkedAt === null && m.route !== 'seen' ? '未核' : '已核'}
            </Mark>
            <span>
              {m.file === null ? (
                m.name
              ) : (
                <button
                  type="button"
                  className="link"
                  aria-expanded={m.id === open}
                  onClick={() => {
                    setOpen(m.id === open ? null : m.id);
                    setTurn(0);
                    setZoom(1);
                  }}
                >
                  {m.name}
                </button>
              )}
            </span>
            <span className="chip">{routeWords[m.route] ?? m.route}</span>
            <span className="s">
              {trustWords[m.trust] ?? m.trust}
              {m.checkedAt !== null && `，${momentShort(m.checkedAt)}`}
            </span>
          </li>
        ))}
        {view.materials.length === 0 && <li>这件不用交材料。</li>}
      </ul>
      {current?.file && (
        <figure className="view">
          <div className="tb">
            <button type="button" className="b" aria-label="放大" onClick={() => setZoom((z) => Math.min(4, z * 1.4))}>
              <Icon name="zoom-in" />
            </button>
            <button type="button" className="b" aria-label="缩小" onClick={() => setZoom((z) => Math.max(0.5, z / 1.4))}>
              <Icon name="zoom-out" />
            </button>
            <button type="button" className="b" aria-label="转90度" onClick={() => setTurn((t) => (t + 90) % 360)}>
              <Icon name="rotate-cw" />
            </button>
            <a className="b" href={`/api/staff/cases/${view.caseId}/files/${current.file.fileId}`} download>
              下载
            </a>
          </div>
          {current.file.type.startsWith('image/') ? (
            <div className="pic" tabIndex={0} role="region" aria-label={`${current.name}，可滚动`}>
              {/* The file goes through a blob: it is only ever served as an attachment. */}
              <BlobImage
                src={`/api/staff/cases/${view.caseId}/files/${current.file.fileId}`}
                alt={`${current.name}的图片`}
                turn={turn}
                zoom={zoom}
              />
            </div>
          ) : (
            <p className="paper">这是{current.file.type === 'application/pdf' ? 'PDF' : 'OFD'}文件，请下载后查看。</p>
          )}
          <figcaption>
            {current.file.name}，{Math.ceil(current.file.size / 1024)}KB
          </figcaption>
        </figure>
      )}
    </>
  );
}

function BlobImage({ src, alt, turn, zoom }: { src: string; alt: string; turn: number; zoom: number }): ReactNode {
  const [url, setUrl] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  if (asked !== src) {
    setAsked(src);
    setUrl(null);
    void fetch(src, { credentials: 'same-origin' })
      .then((reply) => (reply.ok ? reply.blob() : Promise.reject(new Error('no file'))))
      .then((blob) => setUrl(URL.createObjectURL(blob)))
      .catch(() => setUrl(''));
  }
  if (url === null) return <p className="paper">正在取图片…</p>;
  if (url === '') return <p className="paper">图片没取到。请关掉再打开一次，或者下载查看。</p>;
  return <img src={url} alt={alt} style={{ transform: `rotate(${turn}deg) scale(${zoom})` }} />;
}
