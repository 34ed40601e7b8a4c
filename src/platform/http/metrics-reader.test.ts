import { expect, it } from 'vitest';
import { mayReadMetrics } from './metrics-reader.ts';

const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({ headers, socket: { remoteAddress } });

it('figures of operation are for this machine, or for who holds the token', () => {
  for (const address of ['127.0.0.1', '127.0.0.53', '::1', '::ffff:127.0.0.1']) expect(mayReadMetrics(from(address), null)).toBe(true);
  for (const address of ['10.0.0.7', '::ffff:10.0.0.7', '2001:db8::1', '1127.0.0.1'])
    expect(mayReadMetrics(from(address), null)).toBe(false);
  // A proxy on this machine passes on strangers.
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect(mayReadMetrics(from('127.0.0.1', { [header]: '203.0.113.9' }), null)).toBe(false);
  expect(mayReadMetrics(from('10.0.0.7', { authorization: 'Bearer right' }), 'right')).toBe(true);
  expect(mayReadMetrics(from('10.0.0.7', { authorization: 'Bearer wrong' }), 'right')).toBe(false);
  expect(mayReadMetrics(from('10.0.0.7', { authorization: 'Bearer right' }), null)).toBe(false);
  // A proxy beside the house that adds no header looks like a neighbour: with a token set, the token alone counts.
  expect(mayReadMetrics(from('127.0.0.1'), 'right')).toBe(false);
});
