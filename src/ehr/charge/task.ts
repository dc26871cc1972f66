import { chargeTask } from '../../fhir/write/charge-task.ts';
import { createOnce } from './create.ts';
import { closedByType, type Route } from './route.ts';

/** A Task that asks the billing team to enter the charge. */
export const taskRoute: Route = {
  id: 'task',
  name: 'a task for the billing team (Task)',
  billerMust: 'Open the task in the EHR, enter the charge by hand and complete the task.',
  interaction: 'POST Task',
  closed: (connection, capabilities) => closedByType(connection, capabilities, 'Task', 'create', 'write a task (Task)'),
  conditional: (capabilities) => capabilities.types.get('Task')?.conditionalCreate ?? false,
  build: async (request) => chargeTask(request),
  write: createOnce,
};
