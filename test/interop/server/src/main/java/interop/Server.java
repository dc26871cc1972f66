package interop;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** HAPI's own JPA server on a free port of the loopback address. Prints its base URL, and ends when its standard input does. */
public class Server {
	public static void main(String[] args) throws Exception {
		var beans = new AnnotationConfigApplicationContext(Configuration.class);
		var jetty = new org.eclipse.jetty.server.Server();
		var connector = new ServerConnector(jetty);
		connector.setHost("127.0.0.1");
		connector.setPort(0);
		jetty.addConnector(connector);
		var context = new ServletContextHandler("/");
		context.addServlet(new ServletHolder(fhirServer(beans)), "/fhir/*");
		jetty.setHandler(context);
		jetty.start();
		System.out.println("http://127.0.0.1:" + connector.getLocalPort() + "/fhir");
		// Whoever started the server holds the other end: when it ends, however it ends, so does the server.
		while (System.in.read() != -1) {}
		Runtime.getRuntime().halt(0);
	}

	private static RestfulServer fhirServer(AnnotationConfigApplicationContext beans) {
		IFhirSystemDao<?, ?> dao = beans.getBean(IFhirSystemDao.class);
		var server = new RestfulServer(dao.getContext());
		server.registerProviders(beans.getBean(ResourceProviderFactory.class).createProviders());
		server.registerProvider(beans.getBean(JpaSystemProvider.class));
		server.setPagingProvider(beans.getBean(DatabaseBackedPagingProvider.class));
		server.setDefaultResponseEncoding(EncodingEnum.JSON);
		server.setServerConformanceProvider(new JpaCapabilityStatementProvider(
				server,
				dao,
				beans.getBean(JpaStorageSettings.class),
				beans.getBean(ISearchParamRegistry.class),
				beans.getBean(IValidationSupport.class)));
		return server;
	}
}
