// How the statements that want tasks name a matter, and how urgent they say it is.
import { trustedSql, type Query } from '../../store/sql.ts';
import { priorities } from './task-kinds.ts';

/** The priority of a place in the order of urgency, as SQL. */
export const urgency = (place: keyof typeof priorities): Query => trustedSql(String(priorities[place]));

/** Names a golden record's matter independently of its id: by its number, else by its least record. Digested: a task names no number. */
export const matterOfGolden = trustedSql(`md5(coalesce(g.key, 'r:' || (select x from unnest(g.win_record) x where x is not null order by x limit 1)))`);
