import { queryOptions } from '@tanstack/react-query';
import { get } from '../api.ts';

/** Who sits here, at which post, and what the post may do. */
export type Me = {
  name: string;
  post: { id: string; title: string; role: string; organName: string; pointName: string | null; windowName: string | null; windowId: string | null } | null;
  posts: { id: string; title: string; role: string }[];
  permissions: string[];
  cityName: string;
};

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => get<Me>('/api/staff/me'), staleTime: 60_000 });
