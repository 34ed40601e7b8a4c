import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { parseFormData } from '#platform/forms';
import { sampleForm, sampleValues } from '../gallery/sample-form.ts';
import { anchorOf } from './anchor.ts';
import { errorLinks, FormFields, splitFields } from './form-fields.tsx';
import { FormRenderer } from './form-renderer.tsx';
import { postedFrom } from './posted.ts';

/** What a browser would post of the markup without a touch. */
function untouched(html: string): [string, string][] {
  const pairs: [string, string][] = [];
  const plain = (s: string | undefined): string => (s ?? '').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
  const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const type = attribute(tag, 'type') ?? 'text';
    if (type === 'file' || ((type === 'radio' || type === 'checkbox') && !tag.includes(' checked'))) continue;
    pairs.push([plain(attribute(tag, 'name')), plain(attribute(tag, 'value'))]);
  }
  for (const [, tag, text] of html.matchAll(/(<textarea [^>]*>)([^<]*)<\/textarea>/g))
    pairs.push([plain(attribute(tag ?? '', 'name')), plain(text)]);
  for (const [, tag, options] of html.matchAll(/(<select [^>]*>)(.*?)<\/select>/g)) {
    const chosen = /<option (?=[^>]*selected)[^>]*value="([^"]*)"/.exec(options ?? '');
    pairs.push([plain(attribute(tag ?? '', 'name')), plain(chosen?.[1])]);
  }
  return pairs;
}
const regions = {
  live: {
    counties: [{ value: '329901', text: '临河区' }],
    towns: [{ value: '329901101', text: '柳桥镇' }],
    villages: [{ value: '329901101201', text: '荷塘村' }],
  },
};
const draw = (extra: object = {}): string =>
  renderToStaticMarkup(
    <FormRenderer lang="zh" form={sampleForm} step="every" values={sampleValues} regions={regions} action="/x" {...extra} />,
  );

describe('forms', () => {
  test('what is drawn posts back what was stored', () => {
    const { asked } = splitFields({ form: sampleForm, step: 'every', values: sampleValues });
    const typed = parseFormData(sampleForm, untouched(draw()), asked);
    for (const id of asked.filter((f) => sampleValues[f] !== undefined)) expect(typed[id], id).toEqual(sampleValues[id]);
  });

  test('an impossible date that was stored as typed stands in its boxes again', () => {
    const typed = parseFormData(sampleForm, { 'until.y': '2027', 'until.m': '2', 'until.d': '30' }, ['until']);
    expect(postedFrom(sampleForm, typed)).toMatchObject({ 'until.y': '2027', 'until.m': '2', 'until.d': '30' });
  });

  test('half a date stays half', () => {
    const typed = parseFormData(sampleForm, { 'until.y': '2027', 'until.m': '', 'until.d': '' }, ['until']);
    expect(postedFrom(sampleForm, typed)['until.y']).toBe('2027');
  });

  test('what was posted wins over what is stored, also when it was emptied', () => {
    const html = draw({ raw: { applicantName: '', word: '孙女' } });
    expect(html).not.toContain('阿不都热西提');
    expect(html).toContain('value="孙女"');
  });

  test('known facts are a read list with their source, never inputs, numbers covered', () => {
    const html = renderToStaticMarkup(
      <FormFields lang="zh" form={sampleForm} step="money" values={sampleValues} sources={{ elderId: '公安人口库' }} />,
    );
    expect(html).toContain('3208 **** **** **28');
    expect(html).toContain('公安人口库');
    expect(html).not.toContain('194406170028');
    expect(html).not.toMatch(/name="elder/);
    expect(html).not.toMatch(/disabled|readonly/i);
  });

  test('hidden fields are not drawn', () => {
    expect(draw({ hidden: ['uscc'] })).not.toContain('name="uscc"');
  });

  test('every error link leads to a control that is there and is marked wrong', () => {
    const errors = splitFields({ form: sampleForm, step: 'every', values: {} }).asked.map((field) => ({ field, say: '请填这一格。' }));
    const html = draw({ errors });
    for (const { href } of errorLinks(sampleForm, errors, 'zh')) expect(html, href).toContain(` id="${href.slice(1)}"`);
    // Radios cannot be wrong by themselves (ARIA): their group is.
    const groups = html.match(/role="radiogroup" aria-invalid="true"/g) ?? [];
    expect(groups).toHaveLength(2);
    for (const { field } of errors.filter((e) => !['family', 'sex', 'alone'].includes(e.field))) {
      const id = anchorOf(sampleForm, field).replaceAll(/[.[\]]/g, '\\$&');
      expect(html, field).toMatch(new RegExp(`id="${id}"[^>]*aria-invalid="true"`));
    }
    expect(anchorOf(sampleForm, 'family[1].born')).toBe('family[1].born.y');
    expect(anchorOf(sampleForm, 'family[1].born.m')).toBe('family[1].born.m');
  });

  test('Enter goes on: the first button of the form is the solid one', () => {
    const html = draw();
    expect(/<button[^>]*>/.exec(html)?.[0]).toContain('value="next"');
    expect(html.indexOf('value="next"')).toBeLessThan(html.indexOf('_refresh'));
  });

  test('no asterisks: optional is said in words', () => {
    const html = draw();
    expect(html).not.toContain('*');
    expect(html).toContain('不填也行');
  });

  test('English has its own words', () => {
    const html = draw({ lang: 'en' });
    expect(html).toContain('Save and continue');
    expect(html).not.toContain('存好');
  });
});
