/**
 * Planted sins: for every rule at least one class that breaks it. A rule that finds nothing here is
 * no rule.
 */
package com.example.canary;
