/** Fleets of nodes that fetch registry tokens, simulated: what {@code docs/fleet.md} counts on. */
package dev.coffer.bench.fleet;
