// Property-based tests draw the same cases in every run, so that a pass stays a pass; FC_SEED=n draws others.
import fc from 'fast-check';

const { FC_SEED = '1' } = process.env;
fc.configureGlobal({ seed: Number(FC_SEED) });
