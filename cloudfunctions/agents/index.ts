/** Who sits at a maker's desk, how they get there, and who looked where they have no business. */
export { enterDesk, inviteAgent } from './codes';
export { agentOf, hasAgents } from './seats';
export { noteTrespass } from './trespasses';
