// Which function answers which operation. Fixed operations by operationId, stamped ones by the name of their template.
import type { ClientHandler, OpenHandler, SubjectHandler } from './deps.ts';
import { changeAccount, createAccount, listAccounts, readAccount } from './operations/accounts.ts';
import { listAgencies, listAgreements, listClients, listFeeds } from './operations/administration.ts';
import { listAuditEvents } from './operations/audit-events.ts';
import { createAuthorisation, endAuthorisation, listAuthorisations, searchAuthorisations } from './operations/authorisations.ts';
import { answerChallenge, createChallenge, listChallenges, readChallenge, withdrawChallenge } from './operations/challenges.ts';
import { listCreditEvents } from './operations/credit-events.ts';
import { decideCreditCase, fileCreditObjection, fileCreditRepair, listCreditCases, readCreditCase, withdrawCreditCase } from './operations/credit-cases.ts';
import { createCreditProfile, createCreditReport, readCreditEntry, readCreditReport, verifyCreditReport } from './operations/credit-reports.ts';
import { checkCredit, checkCreditBatch, listCreditChecks, readCreditCheck } from './operations/credit-checks.ts';
import { giveCreditFeedback, listFeedbackDue, readFeedbackRates } from './operations/credit-feedback.ts';
import { createFileCheck, listFileChecks, readFileCheck, readFileCheckResult } from './operations/credit-file-checks.ts';
import {
  confirmDecision, createDecision, declineDecision, listDecisions, previewDecision, previewUndo, readDecision, undoDecision,
} from './operations/decisions.ts';
import { readActivity } from './operations/activity.ts';
import { changeCreditRules, readCreditRules } from './operations/credit-rules.ts';
import { readEvaluation } from './operations/evaluation.ts';
import { readHow, readPairs } from './operations/explain.ts';
import { buildFlagFiles, listFlagFiles, readFlagFile } from './operations/flag-files.ts';
import { readFlags } from './operations/flags.ts';
import { exportLinks, listLibraries, readLibrary } from './operations/libraries.ts';
import { listRejects } from './operations/list-rejects.ts';
import { createLoad, decideLoad, listLoads, readLoad, readLoadReport } from './operations/loads.ts';
import { lookup } from './operations/lookup.ts';
import { activateModel, createRehearsal, listModels, listRehearsals, readModel, readRehearsal } from './operations/models.ts';
import { readByNumber } from './operations/read-by-number.ts';
import { readGolden } from './operations/read-golden.ts';
import { readHistory } from './operations/read-history.ts';
import { exportRelations, readRelations } from './operations/read-relations.ts';
import { readProvenance } from './operations/read-provenance.ts';
import { score } from './operations/score.ts';
import { searchNames } from './operations/search-names.ts';
import { searchSubject } from './operations/search-subject.ts';
import { searchUnique } from './operations/search-unique.ts';
import {
  beginOutsideSignIn, changePassword, confirmSecondFactor, createSession, endSession, enrolSecondFactor, finishOutsideSignIn, readSession, readSignInOptions,
} from './operations/session.ts';
import { readHealth, readMetrics, readReadiness } from './operations/status.ts';
import { countTasks, listTaskKinds, listTasks, readTask } from './operations/tasks.ts';
import { issueToken, readJwks, readServerMetadata } from './operations/tokens.ts';
import { verify } from './operations/verify.ts';
import { actOnTasks, claimNextTask, claimTask, closeTask, previewTasks, releaseTask, resolveTask, skipTask } from './operations/work-tasks.ts';
import {
  changeWebhook, createWebhook, deleteWebhook, listDeliveries, listWebhooks, readWebhook, resendDead, resendDelivery, rotateWebhookSecret, testWebhook,
} from './operations/webhooks.ts';

/** About subjects, under a share agreement: x-template. */
export const subjectHandlers: Readonly<Record<string, SubjectHandler>> = {
  lookup,
  verify,
  'read-by-number': readByNumber,
  'search-names': searchNames,
  'search-unique': searchUnique,
  'search-subject': searchSubject,
  score,
  'read-golden': readGolden,
  'read-provenance': readProvenance,
  'read-history': readHistory,
  'read-pairs': readPairs,
  'read-how': readHow,
  'read-relations': readRelations,
  'export-relations': exportRelations,
  'create-challenge': createChallenge,
  readFlags, listFlagFiles, buildFlagFiles, readFlagFile, createAuthorisation, listAuthorisations, searchAuthorisations, listCreditEvents,
  fileCreditRepair, fileCreditObjection, createCreditProfile, createCreditReport, readCreditReport,
  checkCredit, checkCreditBatch, createFileCheck,
};

/** For known clients, by scope and ownership: x-scope without x-template. */
export const clientHandlers: Readonly<Record<string, ClientHandler>> = {
  listLibraries, readLibrary, exportLinks,
  createLoad, listLoads, readLoad, readLoadReport, listRejects, decideLoad,
  createDecision, previewDecision, undoDecision, previewUndo, confirmDecision, declineDecision, listDecisions, readDecision,
  listTasks, countTasks, readTask, listTaskKinds, claimNextTask, claimTask, releaseTask, skipTask, closeTask, resolveTask, actOnTasks, previewTasks,
  listChallenges, readChallenge, answerChallenge, withdrawChallenge,
  listAccounts, readAccount, createAccount, changeAccount, listAgencies, listClients, listAgreements, listFeeds,
  listModels, readModel, createRehearsal, listRehearsals, readRehearsal, activateModel,
  listAuditEvents, readEvaluation, readActivity,
  endAuthorisation,
  listWebhooks, createWebhook, readWebhook, changeWebhook, deleteWebhook, rotateWebhookSecret, testWebhook, listDeliveries, resendDelivery, resendDead,
  listCreditChecks, readCreditCheck, giveCreditFeedback, listFeedbackDue, readFeedbackRates,
  listFileChecks, readFileCheck, readFileCheckResult,
  readCreditRules, changeCreditRules,
  listCreditCases, readCreditCase, decideCreditCase, withdrawCreditCase, readCreditEntry,
};

/** For anyone: x-scope null. */
export const openHandlers: Readonly<Record<string, OpenHandler>> = {
  issueToken, readServerMetadata, readJwks, readHealth, readReadiness, readMetrics, verifyCreditReport,
  createSession, readSession, endSession, confirmSecondFactor, enrolSecondFactor, changePassword,
  readSignInOptions, beginOutsideSignIn, finishOutsideSignIn,
};
