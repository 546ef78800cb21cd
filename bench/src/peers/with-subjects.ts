import { withStudio } from '../studio/with-studio.ts';
import { peerSubject } from './peer-subject.ts';
import { httpSubject, inProcessSubject } from './studio-subject.ts';
import type { Subject } from './subject.ts';

/** Everything that is compared. */
export interface Subjects {
  readonly inProcess: Subject;
  readonly http: Subject;
  readonly graphai: Subject;
  readonly langgraph: Subject;
}

/** Starts a Studio and the peers, all afresh, for as long as `use` takes. */
export function withSubjects<T>(use: (subjects: Subjects) => Promise<T>): Promise<T> {
  return withStudio({ inProcess: true }, async (studio) => {
    const subjects = {
      inProcess: inProcessSubject(studio),
      http: httpSubject(studio),
      graphai: peerSubject('graphai'),
      langgraph: peerSubject('langgraph'),
    };
    try {
      return await use(subjects);
    } finally {
      await Promise.all(Object.values(subjects).map((subject) => subject.close()));
    }
  });
}
