export { type Candidate, type Fit, type FitVerdict, fitCodec, fitVerdict, judgeFit } from './fit.ts';
export { findGpus, type Gpu } from './gpus.ts';
export { type HardwareProfile, hardwareProfileCodec, readHardware } from './hardware-profile.ts';
export { ASSUMED_CONTEXT_TOKENS, estimateMemory, type MemoryEstimate, memoryEstimateCodec } from './memory-estimate.ts';
