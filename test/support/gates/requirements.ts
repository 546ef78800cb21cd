/**
 * What the gates in test/conformance hold the product to, one sentence each. Ids are `<invariant>:<subject>:<claim>`.
 */
export const REQUIREMENTS = {
  'deterministic:invocations:none': 'A graph without model tasks makes no model call, whatever connectors there are.',
  'deterministic:invocations:model-tasks-only': 'Only model tasks have invocations.',
  'deterministic:guard:no-call': 'A model task whose guard is false calls nothing.',

  'budget:declared:as-graph': 'Every event declares for its task what the graph declares.',
  'budget:declared:request-only-lowers': 'The ceilings of a run are the lower of the graph and the request.',
  'budget:remaining:within-declared': 'What remains is between zero and what is declared, at every event.',
  'budget:remaining:never-grows': 'What remains never grows from one event of a task to the next.',
  'budget:consumed:adds-up': 'What is consumed never shrinks, and what remains is the rest.',
  'budget:tokens:task-cap': 'A call may generate no more than its task has left over all its attempts.',
  'budget:tokens:graph-cap': 'A call may generate no more than the run has left.',
  'budget:tokens:no-joint-overdraft': 'Calls that run at the same time cannot overdraw the run together.',
  'budget:tokens:generation-ends': 'A runtime that ignores its cap is stopped at it.',
  'budget:tokens:overdrawn-fails': 'A task that used more tokens than declared does not succeed.',
  'budget:invocations:graph-cap': 'A run makes no more calls than max_model_invocations.',
  'budget:retries:graph-cap': 'A run makes no more further attempts than max_total_retries.',
  'budget:time:task-cap': 'A task that used more time than declared does not succeed.',
  'budget:time:graph-cap': 'A run that used more time than declared does not succeed.',
  'budget:breach:told': 'A task or run that ends with BUDGET_BREACH has the event that tells which limit it was.',
  'budget:breach:truthful': 'A breach names the limit that the graph declares, and its sums add up.',
  'budget:breach:never-success': 'A task with a breach of its own does not succeed.',

  'retry:attempts:capped': 'A task is attempted at most max_retries + 1 times.',
  'retry:attempts:visible': 'Every attempt has its invocation, its outcome and, after the first, its announcement.',
  'retry:attempts:counted': 'Every further attempt is booked on the budget of its task.',
  'retry:accepted:last': 'Nothing is attempted after an accepted answer.',
  'retry:escalation:declared': 'Only models that the graph or the request names are asked, in the declared order.',

  'schema:model:accepted-conforms': 'An accepted answer of a model fits the schema of its task.',
  'schema:operation:accepted-conforms': 'An accepted output of an operation fits the schema of its task.',
  'schema:status:pass-before-success': 'A task with a schema succeeds only after a validation that passed.',
  'schema:answer:word-for-word': 'An accepted output is what the model said, in a call that ended properly.',
  'schema:root:final-output': 'The final output of a run is the accepted output of its root, or null.',

  'invocation:served:equals-logged': 'Each call that a connector served is in the log, and no other.',
  'invocation:log:precedes-call': 'An invocation is on disk before the connector is called.',
  'invocation:log:no-log-no-call': 'A call that cannot be logged is not made.',
  'invocation:completed:paired': 'Each started invocation is completed once.',
  'invocation:open:none-at-end': 'No call is open when its run has ended.',
  'invocation:summary:counts': 'The summary counts the calls that were served.',

  'graph:hash:first-equals-last': 'The first and the last event of a run name the same graph hash.',
  'graph:hash:canonical': 'The graph hash is the SHA-256 of the canonical JSON of the graph.',
  'graph:hash:other-refused': 'A result for another graph is refused.',
  'graph:object:frozen': 'The graph that a backend gets is frozen all the way down.',
  'graph:object:unchanged': 'The graph that a backend got is the same after the run.',
  'graph:tasks:same': 'Telemetry knows the tasks of the graph, with their types, and no other.',

  'graph:cycle:rejected': 'Tasks that wait for each other are refused before anything runs.',
  'graph:dependency:rejected': 'Unknown, repeated and self dependencies are refused before anything runs.',
  'graph:reference:rejected': 'A reference to a task that is no dependency is refused before anything runs.',
  'graph:identity:rejected': 'Duplicate ids and a missing root are refused before anything runs.',
  'graph:contract:rejected': 'A model task without budget or schema is refused before anything runs.',
  'graph:operation:rejected': 'Unknown operations and wrong literal arguments are refused before anything runs.',
  'graph:schema:rejected': 'A schema that does not compile is refused before anything runs.',

  'telemetry:seq:gapless': 'Events are numbered from 0 without gaps, each with an id of its own.',
  'telemetry:events:decode': 'Every line of a run log is a run event of the contract.',
  'telemetry:bundle:decode': 'The bundle of a result is a telemetry bundle of the contract.',
  'telemetry:bundle:is-fold': 'The bundle of a result is the fold of the log on disk.',
  'telemetry:run:first-and-last': 'A log begins with run.started and ends with run.completed.',
  'telemetry:run:verdict': 'Status, stop reason and failed task of a run agree with its tasks.',
  'telemetry:task:one-terminal': 'Every task has exactly one terminal event.',
  'telemetry:task:life-order': 'The events of a task come in the order of its life, and none after its end.',
  'telemetry:task:required-fields': 'Every task has the fields that its end requires.',
  'telemetry:task:stages': 'The stages of a task are those of the taxonomy, in order.',
  'telemetry:task:hashes': 'The output hash and size of a task are those of its output.',
  'telemetry:cancel:complete': 'A cancelled run says so, and names how every task ended.',
  'telemetry:fault:complete': 'Telemetry is complete after a backend broke off.',
  'telemetry:content:none': 'Prompts, answers and outputs are never in the log.',

  'replay:hash:key-order': 'The order of keys in a request changes no hash.',
  'replay:hash:task-order': 'The order of tasks in a request changes no hash of an input or output.',
  'replay:run:workers': 'The number of workers changes no hash, no stage and no stop reason.',
  'replay:run:repeated': 'Every operation gives the same bytes again, in any order and in any worker.',
  'replay:run:locale-and-zone': 'Locale and time zone change no hash, no stage and no stop reason.',
  'replay:run:same-answers': 'The same answers give the same outputs, stages and stop reason.',
  'replay:recorded:identical': 'A recorded run comes out the same from its log and archive.',
  'replay:recorded:no-model': 'A replay takes the answer of every call from the archive.',
  'replay:archive:tamper-evident': 'An archive that was changed in any place does not replay as the same run.',
  'replay:run:speed': 'How fast models answer changes no output, no stage and no stop reason.',

  'version:graph:other-major': 'A graph of another major version is refused with VERSION_MISMATCH.',
  'version:task:other-major': 'A task of another major version is refused with VERSION_MISMATCH.',
  'version:minor:accepted': 'Another minor or patch version is accepted.',
  'version:never:downgraded': 'A run carries the version that its graph declares.',

  'backend:equivalence:stages': 'Every backend leads every task through the same stages to the same end.',
  'backend:equivalence:stop-reason': 'Every backend stops a run and its tasks for the same reasons.',
  'backend:equivalence:validation': 'Every backend makes the same attempts, and comes to the same verdict on each.',
  'backend:equivalence:outputs': 'Every backend gives the same outputs and hashes, byte for byte.',

  'direction:packages:role': 'Every package says its role.',
  'direction:imports:along-arrows': 'No source imports a package of the repository against the arrows.',
  'direction:imports:declared': 'No source imports a package that its own does not declare.',
  'direction:imports:inside-package': 'No source reaches for a file outside its package.',
  'direction:kernel:names-nobody': 'The kernel names no plugin, connector, backend or operation.',
  'direction:scope:this-machine': 'Nothing schedules across machines, bills or scores trust.',
} as const satisfies Record<string, string>;

/** Names a requirement. */
export type RequirementId = keyof typeof REQUIREMENTS;

/** A breach of a requirement, as one line that begins with the requirement's id. */
export function violation(id: RequirementId, what: string): string {
  return `${id} ${what}`;
}
