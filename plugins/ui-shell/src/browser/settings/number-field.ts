import type { ChatSettings, ChatSettingsChange } from '@kora/contracts';
import { MOST_BUDGET } from '@kora/plugin-sdk/ui';

/** A number among the execution settings: how it is shown, what it may be, and where it belongs. */
export interface NumberField {
  readonly id: string;
  /** Settings of a group are replaced together. */
  readonly group: 'budget' | 'parameters';
  readonly label: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  read(settings: ChatSettings): number | null;
  /** Null stands for an emptied field. */
  change(settings: ChatSettings, value: number | null): ChatSettingsChange | null;
}

function budgetField(
  name: 'max_tokens' | 'max_time_ms' | 'max_retries',
  scale: number,
  rest: Pick<NumberField, 'label' | 'help' | 'min'>,
): NumberField {
  return {
    id: name,
    group: 'budget',
    max: MOST_BUDGET[name] / scale,
    step: 1,
    ...rest,
    read: ({ budget }) => budget[name] / scale,
    change: ({ budget }, value) =>
      value === null ? null : { budget: { ...budget, [name]: Math.round(value * scale) } },
  };
}

function parameterField(name: 'temperature' | 'top_p', rest: Pick<NumberField, 'label' | 'help' | 'max'>): NumberField {
  return {
    id: name,
    group: 'parameters',
    ...rest,
    min: 0,
    step: 0.05,
    read: ({ parameters }) => parameters[name] ?? null,
    change({ parameters }, value) {
      const { [name]: _, ...others } = parameters;
      return { parameters: value === null ? others : { ...others, [name]: value } };
    },
  };
}

const seedField: NumberField = {
  id: 'seed',
  group: 'parameters',
  label: 'Seed',
  help: 'The same seed, model and question give the same answer. Empty: as the runtime has it.',
  min: 0,
  max: 4_294_967_294,
  step: 1,
  read: ({ parameters }) => parameters.seed ?? null,
  change({ parameters }, value) {
    const { seed: _, ...others } = parameters;
    return { parameters: value === null ? others : { ...others, seed: value } };
  },
};

export const NUMBER_FIELDS: readonly NumberField[] = [
  budgetField('max_tokens', 1, {
    label: 'Tokens',
    help: 'Generated tokens of one model task, over all its attempts.',
    min: 1,
  }),
  budgetField('max_time_ms', 1000, {
    label: 'Seconds',
    help: 'What one model task may take.',
    min: 1,
  }),
  budgetField('max_retries', 1, {
    label: 'Retries',
    help: 'How often a failed attempt may be made again, within the same budget.',
    min: 0,
  }),
  parameterField('temperature', { label: 'Temperature', help: 'Empty: as the model’s runtime has it.', max: 2 }),
  parameterField('top_p', { label: 'Top-p', help: 'Empty: as the model’s runtime has it.', max: 1 }),
  seedField,
];

/** What was typed as a number within bounds, null for an empty field, or what is wrong with it. */
export function parseNumber(text: string, { min, max, step }: NumberField): number | null | string {
  if (text.trim() === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max) return `Between ${min} and ${max.toLocaleString('en')}.`;
  return step === 1 && !Number.isInteger(value) ? 'A whole number.' : value;
}
