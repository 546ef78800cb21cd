import { type Finding, faultOf, type Scenario, withoutTargets } from './report.ts';

/** What came of a scenario. */
export interface Outcome {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Why it broke off, or null. */
  readonly problem: string | null;
}

/** Runs a scenario. One that breaks off, or brings no numbers, must not take the numbers of the others along. */
export async function runScenario({ name, run }: Scenario, smoke: boolean): Promise<Outcome> {
  try {
    const findings = await run(smoke);
    return { name, findings: smoke ? findings.map(withoutTargets) : findings, problem: faultOf(findings) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { name, findings: [{ remark: `This broke off: ${problem}` }], problem };
  }
}
