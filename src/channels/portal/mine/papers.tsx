import { openCaseFile, paperForReader, renderPaper, serviceReceipt } from '#cases';
import { recordOpened } from '#notices';
import { PaperView, Section, Table } from '#kit/plain';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { words as portalWords } from '../words.ts';

/** A paper as PDF. Opening it is its service to the party (送达), recorded once. */
export const paperPdfPage = page('GET', '/my/papers/:id.pdf', 'cases.own', async ({ visitor, house, params }) => {
  const data = await paperForReader(visitor.actor, house, params['id'] ?? '');
  await recordOpened(visitor.actor, house, { paperId: data.paperId, caseId: data.caseId });
  return {
    file: renderPaper(house, data),
    type: 'application/pdf',
    name: `${data.title}-${data.number}.pdf`,
    headers: { 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${data.title}.pdf`)}` },
  };
});

/** 送达回证: when, how and into whose hands a paper came. */
export const serviceReceiptPage = page('GET', '/my/papers/:id/service.pdf', 'cases.own', async ({ visitor, house, params }) => {
  const data = await serviceReceipt(visitor.actor, house, params['id'] ?? '');
  return {
    file: renderPaper(house, data),
    type: 'application/pdf',
    name: `${data.title}-${data.number}.pdf`,
    headers: { 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${data.title}.pdf`)}` },
  };
});

/** The same paper as a page to print. */
export const paperPage = page('GET', '/my/papers/:id', 'cases.own', async ({ visitor, house, params }) => {
  const data = await paperForReader(visitor.actor, house, params['id'] ?? '');
  await recordOpened(visitor.actor, house, { paperId: data.paperId, caseId: data.caseId });
  return {
    draw: frame(
      visitor,
      house,
      { title: data.title, current: 'mine', frame: 'task', noindex: true },
      <>
        <p className="lead" lang="zh-CN">
          {data.summary}
        </p>
        <PaperView
          lang={visitor.lang}
          title={data.title}
          number={data.number}
          to={data.to}
          paragraphs={[...data.paragraphs, ...data.todo, ...data.rights].filter((p) => p !== '')}
          organ={data.organ}
          date={data.date}
          sample
          whole
        />
        {data.tables.map((table) => (
          <Section key={table.title} id={`table-${table.title}`} title={table.title}>
            <Table
              columns={table.columns.map((name) => ({ key: name, name }))}
              rows={table.rows.map((cells, i) => ({
                key: String(i),
                cells: Object.fromEntries(table.columns.map((name, n) => [name, cells[n] ?? ''])),
              }))}
            />
          </Section>
        ))}
        {data.slipCode !== '' && (
          <p>
            {visitor.lang === 'zh' ? '查询码' : 'Slip code'} <span className="num">{data.slipCode}</span>
          </p>
        )}
        <p className="hint" lang="zh-CN">
          {data.checkLine} {data.telephoneLine}
        </p>
        <p className="seeall">
          <a href="/papers/check">{portalWords(visitor.lang).footCheck}</a>
        </p>
        <p className="hint" lang="zh-CN">
          {data.sampleLine}
        </p>
      </>,
    ),
  };
});

/** A file of the own case, as attachment. */
export const caseFilePage = page('GET', '/my/cases/:id/files/:file', 'cases.own', async ({ visitor, house, params }) => {
  const file = await openCaseFile(visitor.actor, house, params['id'] ?? '', params['file'] ?? '');
  return { file: file.stream as unknown as NodeJS.ReadableStream, type: 'application/octet-stream', name: file.file.name };
});
