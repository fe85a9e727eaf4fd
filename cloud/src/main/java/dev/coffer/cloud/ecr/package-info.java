/** Tokens of Amazon ECR, by the AWS SDK's credential chain. */
package dev.coffer.cloud.ecr;
