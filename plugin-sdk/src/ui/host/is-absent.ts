import type { ChatSettings, ModelList } from '@kora/contracts';

const ON_THE_WAY: ReadonlySet<string> = new Set(['not_answering', 'starting', 'loading']);

/** True for a runtime that may still bring models into the list. One that has been silent for seconds calls itself busy. */
export const isOnTheWay = ({ id, health }: ModelList['connectors'][number], { models }: ModelList): boolean =>
  ON_THE_WAY.has(health.status) || (health.status === 'busy' && !models.some(({ connector }) => connector === id));

/** True when a chosen model is in no runtime's list, and none is on its way that may still bring it. Null lists are not known yet. */
export function isAbsent(model: ChatSettings['model'], list: ModelList | null): boolean {
  if (model === null || list === null) return false;
  const { model_id, connector } = model;
  const fits = (id: string) => connector === null || id === connector;
  if (list.models.some((each) => each.model_id === model_id && fits(each.connector))) return false;
  return !list.connectors.some((connector) => fits(connector.id) && isOnTheWay(connector, list));
}
