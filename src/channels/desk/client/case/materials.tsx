import { type ReactNode, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Icon } from '#kit/plain';
import { Mark } from '../shell/mark.tsx';
import { many, momentShort, routeWords, trustWords } from '../words.ts';
import { t } from '../language.ts';

/** What was handed in or shown, with trust and who checked; pictures and PDF open beside the form. */
export function Materials({ view }: { view: StaffCaseView }): ReactNode {
  const [open, setOpen] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [zoom, setZoom] = useState(1);
  const current = view.materials.find((m) => m.id === open && m.file !== null);
  return (
    <>
      <div className="ph">
        <h2>{t('材料', 'Documents')}</h2>
        <span className="s">{many(view.materials.length, '样', 'document')}</span>
      </div>
      <ul className="ls">
        {view.materials.map((m) => (
          <li key={m.id} aria-current={m.id === open ? 'true' : undefined}>
            <Mark kind={m.checkedAt === null && m.route !== 'seen' ? 'you' : 'done'}>
              {m.checkedAt === null && m.route !== 'seen' ? t('未核', 'Not checked') : t('已核', 'Checked')}
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
              {m.checkedAt !== null && t(`，${momentShort(m.checkedAt)}`, `, ${momentShort(m.checkedAt)}`)}
            </span>
          </li>
        ))}
        {view.materials.length === 0 && <li>{t('这件不用交材料。', 'This case needs no documents.')}</li>}
      </ul>
      {current?.file && (
        <figure className="view">
          <div className="tb">
            <button type="button" className="b" aria-label={t('放大', 'Zoom in')} onClick={() => setZoom((z) => Math.min(4, z * 1.4))}>
              <Icon name="zoom-in" />
            </button>
            <button type="button" className="b" aria-label={t('缩小', 'Zoom out')} onClick={() => setZoom((z) => Math.max(0.5, z / 1.4))}>
              <Icon name="zoom-out" />
            </button>
            <button
              type="button"
              className="b"
              aria-label={t('转90度', 'Turn by 90 degrees')}
              onClick={() => setTurn((t) => (t + 90) % 360)}
            >
              <Icon name="rotate-cw" />
            </button>
            <a className="b" href={`/api/staff/cases/${view.caseId}/files/${current.file.fileId}`} download>
              {t('下载', 'Download')}
            </a>
          </div>
          {current.file.type.startsWith('image/') ? (
            <div className="pic" tabIndex={0} role="region" aria-label={t(`${current.name}，可滚动`, 'The document, scrolls')}>
              {/* The file goes through a blob: it is only ever served as an attachment. */}
              <BlobImage
                src={`/api/staff/cases/${view.caseId}/files/${current.file.fileId}`}
                alt={t(`${current.name}的图片`, 'Picture of the document')}
                turn={turn}
                zoom={zoom}
              />
            </div>
          ) : (
            <p className="paper">{fileWords(current.file.type === 'application/pdf' ? 'PDF' : 'OFD')}</p>
          )}
          <figcaption>
            {current.file.name}
            {t('，', ', ')}
            {Math.ceil(current.file.size / 1024)}
            {t('KB', ' KB')}
          </figcaption>
        </figure>
      )}
    </>
  );
}

const fileWords = (kind: string): string =>
  t(`这是${kind}文件，请下载后查看。`, `This is a file of type ${kind}. Download it to look at it.`);

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
  if (url === null) return <p className="paper">{t('正在取图片…', 'Getting the picture…')}</p>;
  if (url === '')
    return (
      <p className="paper">
        {t('图片没取到。请关掉再打开一次，或者下载查看。', 'The picture did not come. Close and open it once more, or download it.')}
      </p>
    );
  return <img src={url} alt={alt} style={{ transform: `rotate(${turn}deg) scale(${zoom})` }} />;
}
