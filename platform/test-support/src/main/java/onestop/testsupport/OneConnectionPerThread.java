package onestop.testsupport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Fails whoever asks for a second connection while it holds one, for instance with a query inside a row mapper. Alone
 * that works; under load as many threads as the pool has connections hold one each and wait for another until all of
 * them time out. From when the service is ready: a migration works on its own and may hold several.
 */
final class OneConnectionPerThread implements BeanPostProcessor, ApplicationListener<ApplicationReadyEvent> {
    private final ThreadLocal<Integer> held = ThreadLocal.withInitial(() -> 0);
    private volatile boolean ready;

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        ready = true;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource pool ? new Guarded(pool) : bean;
    }

    private final class Guarded extends DelegatingDataSource {
        Guarded(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (!ready) {
                return super.getConnection();
            }
            if (held.get() > 0) {
                throw new IllegalStateException(
                        "This thread holds a connection and asks for another: under load such threads wait for each other");
            }
            var connection = super.getConnection();
            held.set(held.get() + 1);
            return counted(connection);
        }

        private Connection counted(Connection connection) {
            var taker = Thread.currentThread();
            boolean[] open = {true};
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        if (method.getName().equals("close") && open[0] && Thread.currentThread() == taker) {
                            open[0] = false;
                            held.set(held.get() - 1);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
