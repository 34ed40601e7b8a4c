import { queryOptions } from '@tanstack/react-query';
import type { StaffSession } from '#contracts/identity';
import { get } from '../api.ts';
import { t } from '../language.ts';

/** Who sits here, at which post, and what the post may do. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => get<StaffSession>('/api/staff/session'), staleTime: 60_000 });

/** Name of the service, as the server wrote it into the page. */
export const serviceName = (): string =>
  document.querySelector('meta[name="tongban-service"]')?.getAttribute('content') ?? t('通办', 'Tongban');
