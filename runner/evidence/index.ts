export { type EvidenceReport, needsAttention } from './evidence-report';
export { evidenceRecorder, type Recorder, type RecorderInput } from './recorder';
