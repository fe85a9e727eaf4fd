/** The registries of clouds, which hand out tokens instead of passwords: how they are recognised, and who fetches one. */
package dev.coffer.api.cloud;
