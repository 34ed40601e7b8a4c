import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { casesRoutes } from '#cases';
import type { StaffCaseView } from '#contracts/cases';
import { DeedFields } from './deed-fields.tsx';

const stepId = '019ac000-0000-7000-8000-000000000001';
const view = {
  regime: { pauses: [{ kind: 'publicity', name: { zh: '公示' } }] },
  missing: [{ materialId: 'plan', name: { zh: '方案' }, promisable: true }],
  materials: [],
  values: {},
  choices: {
    offices: [{ organId: stepId, name: '示例局' }],
    people: [{ stepId, personId: stepId, name: '甲' }],
  },
} as unknown as StaffCaseView;

const routes = casesRoutes.flatMap((r) => {
  const path = /^\/api\/staff\/cases\/:caseId\/([a-z-]+)$/.exec(r.path)?.[1];
  return r.method !== 'POST' || path === undefined || path === 'files'
    ? []
    : [{ verb: path.replaceAll(/-(\w)/g, (_, c: string) => c.toUpperCase()), body: r.body as unknown as Body }];
});
type Body = { properties: Record<string, unknown>; required?: string[] };
// What the dialog turns into another name, or sends with every deed.
const sentAs: Record<string, string> = { promise: 'materials', target: 'items' };
const always = ['expectedSeq', 'stepId', 'items'];

test.each(routes)('the dialog of $verb asks for what the server needs, and for nothing it does not know', ({ verb, body }) => {
  const html = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      {(['grant', 'refuse'] as const).map((outcome) => (
        <DeedFields key={outcome} verb={verb} stepId={stepId} view={view} outcome={outcome} setOutcome={() => undefined} />
      ))}
    </QueryClientProvider>,
  );
  const names = [...html.matchAll(/ name="([^"]+)"/g)]
    .map((m) => m[1] as string)
    .map((n) => (n.startsWith('say:') ? 'items' : (sentAs[n] ?? n)));
  expect([...new Set(names)].filter((n) => !(n in body.properties))).toEqual([]);
  expect((body.required ?? []).filter((n) => !always.includes(n) && !names.includes(n))).toEqual([]);
});
