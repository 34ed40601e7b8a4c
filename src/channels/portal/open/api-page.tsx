import { Section, Table } from '#kit/plain';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';

type Operation = { summary?: string; 'x-permission'?: string; 'x-audit'?: string };
type Document = { paths?: Record<string, Record<string, Operation>> };

const areas: [string, { zh: string; en: string }][] = [
  ['/api/partner', { zh: '部门系统', en: 'Systems of departments' }],
  ['/api/staff', { zh: '工作人员', en: 'Staff' }],
  ['/api/m', { zh: '本人', en: 'The person' }],
  ['/api', { zh: '公开', en: 'Public' }],
];

/** The interface as a page to read, drawn from the same OpenAPI document that programs read. */
export const apiPage = page('GET', '/api', 'public', async ({ visitor, house, raw }) => {
  const { lang } = visitor;
  const document = (raw.server as unknown as { swagger(): Document }).swagger();
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const areaOf = (path: string): string => areas.find(([start]) => path.startsWith(start))?.[0] ?? '/api';
  const title = lang === 'zh' ? '接口' : 'Interface';
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title, noindex: true },
      <>
        <h1>{title}</h1>
        <p className="lead">
          {lang === 'zh' ? '给程序读的版本在' : 'For programs: '}
          <a href="/openapi.json">/openapi.json</a>
          {lang === 'zh'
            ? '（OpenAPI 3.1）。写操作都要带防重复编号Idempotency-Key。'
            : ' (OpenAPI 3.1). Every write takes an Idempotency-Key.'}
        </p>
        {areas.map(([area, name]) => (
          <Section key={area} id={area.slice(1).replace('/', '-')} title={name[lang]}>
            <Table
              columns={[
                { key: 'path', name: lang === 'zh' ? '地址' : 'Path' },
                { key: 'method', name: lang === 'zh' ? '方法' : 'Method' },
                { key: 'summary', name: lang === 'zh' ? '做什么' : 'What it does' },
                { key: 'permission', name: lang === 'zh' ? '权限' : 'Permission' },
              ]}
              rows={rows
                .filter((row) => areaOf(row.path) === area)
                .map((row) => ({
                  key: `${row.method}${row.path}`,
                  cells: {
                    path: row.path,
                    method: row.method,
                    summary: <span lang="en">{row.operation.summary ?? ''}</span>,
                    permission: row.operation['x-permission'] ?? '',
                  },
                }))}
            />
          </Section>
        ))}
      </>,
    ),
  };
});
