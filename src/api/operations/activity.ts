// GET /v1/activity: counts by day for the first page of the console; never a value of a subject.
import { readActivity as queryActivity } from '../../engine/query/activity.ts';
import { civilDate } from '../../kernel/clock.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { ownFeeds, requireLibrary } from '../feed-access.ts';

const day = 86_400_000;

export const readActivity: ClientHandler = async (deps, { caller }, { parameters }) => {
  const since = civilDate(new Date(deps.clock.now().getTime() - (Number(parameters['days']) - 1) * day));
  const code = parameters['library'];
  const libraries = code === undefined ? deps.libraries : [requireLibrary(code, deps.libraries)];
  const activity = await queryActivity(deps.pool, { libraries, since, feeds: ownFeeds(caller, deps.libraries) });
  const rejects = activity.rejects.map((count) => ({ ...count, label: deps.ruleOf(count.rule)?.label ?? null }));
  return { body: withoutSubjectData({ since, ...activity, rejects }) };
};
