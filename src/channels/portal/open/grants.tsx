import { listPublicGrants } from '#cases';
import { Empty, LinkButton, sayDate, Table } from '#kit/plain';
import { frame } from '../frame.tsx';
import { itemNames } from '../mine/item-name.ts';
import { page } from '../page.ts';
import { serviceWords } from './words.ts';

/** 公开的准予决定: what was granted to whom by whom, for anyone to look up (行政许可法第四十条). */
export const grantsPage = page('GET', '/grants', 'public', async ({ visitor, house, query }) => {
  const { lang } = visitor;
  const words = serviceWords(lang);
  const { item, after } = query;
  const { rows, next } = await listPublicGrants(house, {
    ...(item === undefined || item === '' ? {} : { item }),
    ...(after === undefined || after === '' ? {} : { after }),
  });
  const nameOf = await itemNames(house, lang);
  const more = new URLSearchParams({ ...(item ? { item } : {}), ...(next === null ? {} : { after: next }) });
  return {
    draw: frame(
      visitor,
      house,
      { title: words.grantsTitle, current: 'numbers' },
      <>
        <h1>{words.grantsTitle}</h1>
        <p className="lead">{words.grantsLead}</p>
        {item !== undefined && item !== '' && (
          <p className="seeall">
            <a href="/grants">{words.grantsAll}</a>
          </p>
        )}
        {rows.length === 0 ? (
          <Empty title={words.grantsNone} />
        ) : (
          <Table
            columns={[
              { key: 'decided', name: words.grantsDay },
              { key: 'item', name: words.item },
              { key: 'holder', name: words.grantsHolder },
              { key: 'organ', name: words.grantsOrgan },
              { key: 'number', name: words.grantsNumber },
              { key: 'stands', name: words.state },
            ]}
            rows={rows.map((r) => ({
              key: r.id,
              cells: {
                decided: sayDate(r.decided, lang),
                item: item === r.itemKey ? nameOf(r) : <a href={`/grants?item=${r.itemKey}`}>{nameOf(r)}</a>,
                holder: <span lang="zh">{r.holder}</span>,
                organ: <span lang="zh">{r.organ ?? ''}</span>,
                number: <span className="num">{r.paperNumber ?? ''}</span>,
                stands: words.grantsStands[r.stands],
              },
            }))}
          />
        )}
        {next !== null && (
          <LinkButton href={`/grants?${more}`} look="ghost">
            {words.grantsOlder}
          </LinkButton>
        )}
      </>,
    ),
  };
});
