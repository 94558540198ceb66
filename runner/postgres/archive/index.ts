export { inspectArchive, type ArchiveInspection, type InspectInput } from './inspect-archive';
