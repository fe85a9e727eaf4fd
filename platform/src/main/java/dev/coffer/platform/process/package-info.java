/** Other programs: found safely, run within limits. */
package dev.coffer.platform.process;
